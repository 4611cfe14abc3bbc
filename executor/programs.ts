/** Where a program is, and whether it must be held together with whatever it starts. */
export interface Program {
  readonly path: string;
  /**
   * tree: may start others, so it gets a process namespace of its own that is ended as a whole (about 2 ms more).
   * single: starts no other program, so ending the one process is enough.
   * family: starts others and must see the machine's pids, so those that it has started are looked for and ended too.
   */
  readonly holds: "tree" | "single" | "family";
}

const single = (path: string): Program => ({ path, holds: "single" });
const tree = (path: string): Program => ({ path, holds: "tree" });

/**
 * The machine's own mailer: every one of them (postfix, exim, msmtp, …) is found by this name. Which one it is, its
 * administrator chooses; set-up installs none, for that would push out theirs.
 */
export const mailer = "/usr/sbin/sendmail";

/** Debian 12 has none, so it comes from its makers; a host's settings may say where it is (docs/slurm.md). */
export const apptainer = "/usr/bin/apptainer";

/**
 * Every program that an executor may start, by the name that the code uses: nothing is looked up on a PATH.
 * A test holds each path against the Debian packages that set-up installs.
 */
export const programs = {
  apptainer: tree(apptainer),
  base64: single("/usr/bin/base64"),
  ceph: single("/usr/bin/ceph"),
  dd: single("/usr/bin/dd"),
  du: single("/usr/bin/du"),
  find: single("/usr/bin/find"),
  getent: single("/usr/bin/getent"),
  getfattr: single("/usr/bin/getfattr"),
  id: single("/usr/bin/id"),
  mkdir: single("/usr/bin/mkdir"),
  mv: single("/usr/bin/mv"),
  rm: single("/usr/bin/rm"),
  // Its lock names its own pid, so it shares the machine's pids with other runs.
  rsnapshot: { path: "/usr/bin/rsnapshot", holds: "family" },
  rsync: tree("/usr/bin/rsync"),
  rbd: single("/usr/bin/rbd"),
  sha256sum: single("/usr/bin/sha256sum"),
  stat: single("/usr/bin/stat"),
  tar: single("/usr/bin/tar"),
  sacct: single("/usr/bin/sacct"),
  sacctmgr: single("/usr/bin/sacctmgr"),
  sbatch: single("/usr/bin/sbatch"),
  scancel: single("/usr/bin/scancel"),
  scontrol: single("/usr/bin/scontrol"),
  sinfo: single("/usr/bin/sinfo"),
  squeue: single("/usr/bin/squeue"),
  virsh: single("/usr/bin/virsh"),
  unmunge: single("/usr/bin/unmunge"),
  "qemu-img": single("/usr/bin/qemu-img"),
  "qemu-system-x86_64": single("/usr/bin/qemu-system-x86_64"),
  sendmail: tree(mailer),
  genisoimage: tree("/usr/bin/genisoimage"),
} as const satisfies Readonly<Record<string, Program>>;

export type ProgramName = keyof typeof programs;
export type ProgramTable = Readonly<Record<ProgramName, Program>>;

/** What exec.ts itself puts around a program. */
export const wrappers = {
  bwrap: "/usr/bin/bwrap",
  env: "/usr/bin/env",
  setpriv: "/usr/bin/setpriv",
  unshare: "/usr/bin/unshare",
} as const;
