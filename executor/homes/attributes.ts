import type { Look } from "./look.ts";

/** So many folders are asked about in one call. */
const batch = 200;

/** One number that CephFS keeps of a folder (ceph.dir.rbytes: bytes of all below it); undefined where it keeps none. */
export async function attributeOf(look: Look, path: string, name: string): Promise<number | undefined> {
  const ran = await look("getfattr", ["--only-values", "-h", "-n", name, "--", path]);
  if (ran.exitCode !== 0 || !/^\d{1,18}$/.test(ran.stdout.trim())) return undefined;
  return Number(ran.stdout.trim());
}

/** The same of many; those that have none are left out. */
export async function attributesOf(
  look: Look,
  paths: readonly string[],
  name: string,
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (let from = 0; from < paths.length; from += batch) {
    const some = paths.slice(from, from + batch);
    const ran = await look("getfattr", ["--absolute-names", "-h", "-n", name, "--", ...some]);
    for (const [path, value] of readDump(ran.stdout)) found.set(path, value);
    if (ran.exitCode === -1) break;
  }
  return found;
}

/** getfattr(1): "# file: NAME", then `attribute="value"`; in NAME, all that is not plain ASCII is \ooo. */
export function readDump(text: string): readonly (readonly [string, number])[] {
  return text.split("\n\n").flatMap((block) => {
    const [, name, value] = /^# file: ([^\n]+)\n[a-z.]+="(\d{1,18})"\s*$/.exec(block) ?? [];
    return name === undefined || value === undefined ? [] : [[plainName(name), Number(value)] as const];
  });
}

function plainName(name: string): string {
  const bytes = name.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
