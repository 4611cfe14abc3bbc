import { dirname } from "node:path";
import { type Program, wrappers } from "../programs.ts";

/** A Unix account that a program runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

/** All that a program sees of this host's files beside /usr: folders, and where they stand for it. */
export interface View {
  readonly readable: readonly (readonly [from: string, to: string])[];
  readonly writable: readonly (readonly [from: string, to: string])[];
}

/** The whole environment that every program gets. */
export const environment = {
  LC_ALL: "C",
  TZ: "UTC",
  PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
} as const;

/**
 * The argument list that is really started.
 *
 * `--pdeathsig KILL` ends the program when the executor dies, even by SIGKILL. A program that may start others gets
 * a process namespace (unshare(1)): when its first process ends, the kernel ends all the rest. A person's program
 * gets that person's groups and nothing of root's; setpriv clears the parent-death signal when it changes the user,
 * so it is set once more after that. `--reset-env` drops our environment and sets HOME and USER, so env(1) adds ours.
 */
export function wrap(
  program: Program,
  argv: readonly string[],
  as?: Account,
  view?: View,
  variables: Readonly<Record<string, string>> = {},
): readonly [string, ...string[]] {
  // Left aside it would have root see everything.
  if (view !== undefined && as === undefined)
    throw new Error(`starting ${program.path}: a view is for a person's program`);
  const dying = [wrappers.setpriv, "--pdeathsig", "KILL", "--"] as const;
  if (as === undefined && program.holds !== "tree") return [...dying, program.path, ...argv];
  const held = [...dying, wrappers.unshare, "--pid", "--fork", "--kill-child=KILL", "--mount-proc", "--"] as const;
  if (as === undefined) return [...held, program.path, ...argv];
  if (view !== undefined) return [...held, ...seeingOnly(view), ...asNobodyElse(as), program.path, ...argv];
  return [...held, ...asPerson(as, variables), program.path, ...argv];
}

/**
 * bubblewrap makes a file system of its own, in a mount namespace that nobody else has, of nothing but programs and
 * the folders that are named: a path or link that leads elsewhere leads nowhere. All of it is nosuid and nodev.
 */
function seeingOnly({ readable, writable }: View): readonly string[] {
  const system = ["--ro-bind", "/usr", "/usr", ...["lib", "lib64", "bin"].flatMap(linkToUsr)];
  return [
    wrappers.bwrap,
    ...["--unshare-ipc", "--unshare-net", "--unshare-uts", "--die-with-parent", "--new-session"],
    ...system,
    // bubblewrap makes what is above a folder for root alone.
    ...[...new Set([...readable, ...writable].map(([, to]) => dirname(to)))].flatMap(openFolder),
    ...readable.flatMap(([from, to]) => ["--ro-bind", from, to]),
    ...writable.flatMap(([from, to]) => ["--bind", from, to]),
    ...["--chdir", "/", "--"],
  ];
}

const openFolder = (folder: string): readonly string[] => (folder === "/" ? [] : ["--perms", "0755", "--dir", folder]);
const linkToUsr = (name: string): readonly string[] => ["--symlink", `usr/${name}`, `/${name}`];

/** In a view there is no directory to look groups up in, and none of them is of use. */
function asNobodyElse({ uid, gid }: Account): readonly string[] {
  const ids = [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
  const nothing = ["--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"];
  return [wrappers.setpriv, ...ids, ...nothing, "--pdeathsig", "KILL", "--"];
}

function asPerson({ uid, gid }: Account, variables: Readonly<Record<string, string>>): readonly string[] {
  return [
    wrappers.setpriv,
    `--reuid=${uid}`,
    `--regid=${gid}`,
    "--init-groups",
    "--no-new-privs",
    "--bounding-set=-all",
    "--inh-caps=-all",
    "--reset-env",
    "--pdeathsig",
    "KILL",
    "--",
    wrappers.env,
    ...Object.entries({ ...environment, ...variables }).map(([name, value]) => `${name}=${value}`),
  ];
}
