import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LabPerson } from "./people.ts";

/** The text of a client configuration, see ssh_config(5), that logs in as each person with that person's key. */
export function sshConfigText(dir: string, people: readonly Pick<LabPerson, "name" | "identityFile">[]): string {
  const general = [
    "Host *",
    "  StrictHostKeyChecking accept-new",
    `  UserKnownHostsFile ${join(dir, "known_hosts")}`,
    "  GlobalKnownHostsFile /dev/null",
    "  IdentityAgent none",
    "  IdentitiesOnly yes",
    "  PreferredAuthentications publickey",
    "  BatchMode yes",
    "  ConnectTimeout 5",
    "  LogLevel ERROR",
  ];
  const each = people.map(({ name, identityFile }) => `Match user ${name}\n  IdentityFile ${identityFile}`);
  return `${[...general, ...each].join("\n")}\n`;
}

/** Writes it to DIR/ssh_config and gives its path: `ssh -F DIR/ssh_config e235701@ADDRESS`. */
export async function writeSshConfig(dir: string, people: readonly LabPerson[]): Promise<string> {
  const file = join(dir, "ssh_config");
  await writeFile(file, sshConfigText(dir, people));
  return file;
}
