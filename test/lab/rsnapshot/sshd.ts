import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { daemonInside, mustInside, runInside } from "../inside.ts";
import { must } from "../run.ts";
import { waitFor } from "../wait.ts";

/** What the functions below need to know of a lab. */
export interface SshdOfLab {
  readonly dir: string;
  readonly keeperPid: number;
}

/** Inside the lab's own network nothing else listens. */
export const sshPort = 12_222;

/** Starts an sshd inside the lab that lets the backups' key in as root and as anybody whose shell allows it. */
export async function startSshd(lab: SshdOfLab): Promise<{ readonly identity: string; readonly knownHosts: string }> {
  const folder = join(lab.dir, "rsnapshot/ssh");
  await mkdir(folder, { recursive: true, mode: 0o755 });
  for (const name of ["host", "identity"])
    await must(`making the key ${name}`, ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", join(folder, name)]);
  await must("copying the key", ["cp", join(folder, "identity.pub"), join(folder, "authorized_keys")]);
  await chmod(join(folder, "authorized_keys"), 0o644);
  await mkdir(join(lab.dir, "run/sshd"), { recursive: true, mode: 0o755 });
  // sshd lets nobody in whose account is locked ("!"); "*" only has no password.
  await mustInside("opening root's account", lab.keeperPid, ["usermod", "-p", "*", "root"]);
  const config = [
    `Port ${sshPort}`,
    "ListenAddress 127.0.0.1",
    `HostKey ${folder}/host`,
    `AuthorizedKeysFile ${folder}/authorized_keys`,
    "PidFile /run/sshd/lab.pid",
    "PasswordAuthentication no",
    "PermitRootLogin prohibit-password",
    "UsePAM no",
    "StrictModes no",
  ];
  await writeFile(join(folder, "sshd_config"), `${config.join("\n")}\n`);
  await runSshd(lab);
  const keys = await waitFor(
    "sshd's answer",
    async () => {
      const scan = await runInside(lab.keeperPid, ["ssh-keyscan", "-p", String(sshPort), "127.0.0.1"]);
      return scan.stdout === "" ? undefined : scan.stdout;
    },
    { timeoutMs: 10_000, everyMs: 50 },
  );
  await writeFile(join(folder, "known_hosts"), keys);
  return { identity: join(folder, "identity"), knownHosts: join(folder, "known_hosts") };
}

/** Starts it again after stopSshd. */
export async function runSshd(lab: SshdOfLab): Promise<void> {
  const config = join(lab.dir, "rsnapshot/ssh/sshd_config");
  await daemonInside("starting sshd", lab.keeperPid, ["/usr/sbin/sshd", "-f", config]);
}

/** Nothing listens any more: a source host that is away. */
export async function stopSshd(lab: SshdOfLab): Promise<void> {
  const pid = (await mustInside("finding sshd", lab.keeperPid, ["cat", "/run/sshd/lab.pid"])).trim();
  await mustInside("stopping sshd", lab.keeperPid, ["kill", pid]);
}
