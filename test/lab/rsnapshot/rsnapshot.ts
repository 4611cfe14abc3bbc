import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Lab } from "../lab.ts";
import { repositoryRoot } from "../paths.ts";
import type { RunResult } from "../run.ts";
import { sshPort, startSshd } from "./sshd.ts";

/** Backups of a lab: its own homes, by ssh, as the host `fs1`, and the folder `etc` as the host `local`. */
export interface BackupsOfLab {
  readonly folder: string;
  readonly conf: string;
  readonly root: string;
  readonly runs: string;
  /** The source that is copied without ssh. */
  readonly etc: string;
  /** Writes the configuration. */
  readonly configure: (more?: ConfOptions) => Promise<void>;
  /** The wrapper as cron starts it, without the level. */
  readonly wrapper: readonly string[];
  /** Runs the wrapper to its end, inside. */
  readonly run: (level: string) => Promise<RunResult>;
}

export interface ConfOptions {
  readonly root?: string;
  readonly port?: number;
  readonly identity?: string;
  readonly user?: string;
  /** Instead of /home/ of fs1. */
  readonly source?: string;
  readonly keep?: number;
  readonly more?: readonly string[];
}

export async function prepareBackups(lab: Lab): Promise<BackupsOfLab> {
  const folder = join(lab.dir, "rsnapshot");
  const { identity, knownHosts } = await startSshd(lab);
  const [root, etc, conf] = [join(folder, "snapshots"), join(folder, "etc"), join(folder, "rsnapshot.conf")];
  const runs = join(folder, "state/runs.log");
  for (const path of [root, etc]) await mkdir(path, { recursive: true });
  await writeFile(join(etc, "motd"), "welcome\n");
  const lines = (more: ConfOptions = {}): string => {
    const ssh = [
      `-p ${more.port ?? sshPort} -i ${more.identity ?? identity}`,
      `-o BatchMode=yes -o ConnectTimeout=5 -o IdentitiesOnly=yes -o UserKnownHostsFile=${knownHosts}`,
    ];
    const keep = more.keep ?? 7;
    return [
      ...["config_version\t1.2", `snapshot_root\t${more.root ?? root}/`, "no_create_root\t1"],
      ...["cmd_cp\t/bin/cp", "cmd_rm\t/bin/rm", "cmd_rsync\t/usr/bin/rsync", "cmd_ssh\t/usr/bin/ssh"],
      ...[`retain\tdaily\t${keep}`, "retain\tweekly\t4", "retain\tmonthly\t12"],
      ...[`logfile\t${folder}/rsnapshot.log`, `lockfile\t${folder}/rsnapshot.pid`, "link_dest\t1"],
      `ssh_args\t${ssh.join(" ")}`,
      `backup\t${more.user ?? "root"}@127.0.0.1:${more.source ?? "/home/"}\tfs1/`,
      `backup\t${etc}/\tlocal/`,
      ...(more.more ?? []),
      "",
    ].join("\n");
  };
  const configure = (more?: ConfOptions): Promise<void> => writeFile(conf, lines(more));
  await configure();
  const program = join(repositoryRoot(), "dist/executor/rsnapshot/main.js");
  const wrapper = [process.execPath, program, "--conf", conf, "--runs", runs];
  return {
    ...{ folder, conf, root, runs, etc, configure, wrapper },
    run: (level) => lab.run([...wrapper, level], { timeoutMs: 60_000 }),
  };
}
