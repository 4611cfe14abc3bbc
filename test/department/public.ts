import { execFile } from "node:child_process";
import { chown, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Lab } from "../lab/lab.ts";
import { repositoryRoot } from "../lab/paths.ts";
import type { LabPerson } from "../lab/people.ts";

/** Where the bot of a department in that lab listens for everybody's terminals. */
export const publicSocket = (lab: Pick<Lab, "dir">): string => join(lab.dir, "shisa", "terminal", "shisa.sock");

/** Makes the folder that only the bot changes, and the settings by which it listens there. */
export async function publicTerminals(lab: Lab): Promise<Record<string, string>> {
  const path = publicSocket(lab);
  const id = async (what: "-u" | "-g") => Number((await lab.run(["id", what, "shisa-bot"])).stdout);
  await mkdir(dirname(path), { recursive: true, mode: 0o755 });
  await chown(dirname(path), await id("-u"), await id("-g"));
  return { SHISA_TERMINAL_PUBLIC: path };
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The command line of `shisa …` in a lab, as root or as one of its people: with nothing of root's.
 * @param env their own settings
 */
export function shisaLine(
  args: readonly string[],
  env: Record<string, string>,
  people: readonly LabPerson[] = [],
  name = "root",
): string[] {
  const person = people.find((it) => it.name === name);
  if (person === undefined && name !== "root") throw new Error(`there is nobody called ${name} in the lab`);
  const own = Object.entries({ HOME: person?.home ?? "/root", LANG: "en_US.UTF-8", ...env });
  const program = [process.execPath, join(repositoryRoot(), "dist/bin/shisa.js"), ...args];
  const line = ["env", ...own.map((pair) => pair.join("=")), ...program];
  if (person === undefined) return line;
  const { uid, gid } = person;
  return ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--init-groups", "--reset-env", "--", ...line];
}

/** Runs that to its end, as one of the lab's people. */
export function shisaAs(
  lab: Lab,
  name: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ran> {
  const [program = "", ...rest] = lab.enter(shisaLine(args, env, lab.people, name));
  return new Promise((resolve) => {
    execFile(program, rest, { timeout: 120_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : typeof error.code === "number" ? error.code : -1, stdout, stderr });
    });
  });
}
