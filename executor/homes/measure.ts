import type { OutputOf } from "../../protocol/action.ts";
import type { homeDisk } from "../../protocol/actions/home-disk.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import type { Exec } from "../exec.ts";
import type { Homeowner } from "../keys/read.ts";
import { attributeOf, attributesOf } from "./attributes.ts";
import { counted } from "./counted.ts";
import { type Look, literal, looker, parts } from "./look.ts";
import { candidates, isCoreDump, onTheWay } from "./removable.ts";

export type Measured = Omit<OutputOf<typeof homeDisk>, "host">;
type Folder = Measured["folders"][number];
type Removable = Measured["removable"][number];

/** So many folders of a home are looked at, and so many are told. */
const mostFolders = 1_000;
const mostTold = 10;
/** Anything smaller is not worth removing, in bytes. */
const worthwhile = 1024 ** 2;

/**
 * What a home takes, as its owner sees it: everything is looked at **as that person**, no link is followed, and it ends
 * within 15 s. CephFS knows by itself what is below each folder; on another file system it is counted, as far as the
 * time allows. Refused: home.timeout, home.unreadable.
 */
export async function measureHome(exec: Exec, person: Homeowner): Promise<Outcome<Measured>> {
  const look = looker(exec, person);
  const { home } = person;
  const listed = await look(
    "find",
    [home, "-xdev", "-mindepth", "1", "-maxdepth", "1", "-printf", "%y%s %f\\0"],
    5_000,
  );
  if (listed.timedOut || listed.abandoned) return refused(refuse("home.timeout", { seconds: 5 }));
  const isOwn = await look("find", [home, "-maxdepth", "0", "-type", "d", "-readable"], 3_000);
  if (isOwn.stdout.trim() === "") return refused(refuse("home.unreadable"));
  const entries = parts(listed.stdout).flatMap(readEntry);
  const names = entries.filter(({ type }) => type === "d").map(({ name }) => name);
  const cores = entries.filter(({ type, name }) => type === "f" && isCoreDump(name));
  const bytes = await attributeOf(look, home, "ceph.dir.rbytes");
  const found =
    bytes === undefined
      ? await counted(look, home, onTheWay)
      : { ...(await onCeph(look, home, names.slice(0, mostFolders))), bytes };
  const there = new Set(await unlinked(look, home));
  const removable = [
    ...candidates.flatMap((one) => {
      const size = there.has(one.path) ? (found.sizes.get(one.path) ?? 0) : 0;
      return size < worthwhile ? [] : [{ ...one, bytes: size }];
    }),
    ...cores
      .filter(({ size }) => size >= worthwhile)
      .map(({ name, size }): Removable => ({ path: name, bytes: size, kind: "core", command: `rm ~/${name}` })),
  ];
  return accepted({
    ...{ home, how: bytes === undefined ? "counted" : "cephfs", bytes: found.bytes, files: found.files },
    quotaBytes: found.quotaBytes,
    folders: largest(names.map((path): Folder => ({ path, bytes: found.sizes.get(path) ?? 0 }))),
    removable: largest(removable),
    complete: found.complete && names.length <= mostFolders && !listed.overflowed,
  });
}

function readEntry(text: string): readonly { type: string; size: number; name: string }[] {
  const [, type, size, name] = /^(\w)(\d+) (.+)$/s.exec(text) ?? [];
  return type === undefined || size === undefined || name === undefined ? [] : [{ type, size: Number(size), name }];
}

const largest = <T extends { readonly bytes: number; readonly path: string }>(all: readonly T[]): T[] =>
  all
    .filter(({ bytes, path }) => bytes > 0 && path.length <= 1_000)
    .toSorted((a, b) => b.bytes - a.bytes)
    .slice(0, mostTold);

async function onCeph(look: Look, home: string, names: readonly string[]) {
  const [files, quota] = [
    await attributeOf(look, home, "ceph.dir.rfiles"),
    await attributeOf(look, home, "ceph.quota.max_bytes"),
  ];
  const wanted = [...new Set([...names, ...onTheWay])];
  const sizes = await attributesOf(
    look,
    wanted.map((name) => `${home}/${name}`),
    "ceph.dir.rbytes",
  );
  const below = new Map([...sizes].map(([path, size]) => [path.slice(home.length + 1), size]));
  return {
    sizes: below,
    files: files ?? 0,
    quotaBytes: quota === undefined || quota === 0 ? null : quota,
    complete: names.every((name) => below.has(name) || name.includes("\u{fffd}")),
  };
}

/** Which of the candidates are folders that are reached without following a link. */
async function unlinked(look: Look, home: string): Promise<readonly string[]> {
  const tests = onTheWay.flatMap((path, index) => [
    ...(index === 0 ? [] : ["-o"]),
    "-path",
    `${literal(home)}/${path}`,
  ]);
  const argv = [home, "-xdev", "-mindepth", "1", "-maxdepth", "3", "(", ...tests, ")", "-type", "d"];
  const ran = await look("find", [...argv, "-printf", "%P\\0", "-o", "-prune"], 3_000);
  return parts(ran.stdout);
}
