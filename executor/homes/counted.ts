import type { Look } from "./look.ts";
import { parts } from "./look.ts";

/** Counting a large home would take minutes: so long it may, in milliseconds. */
const countLimitMs = 7_000;

/** What du(1) counts of a home that is not on CephFS, on that file system alone; as far as it comes. */
export async function counted(look: Look, home: string, wanted: readonly string[]) {
  const argv = ["--one-file-system", "--block-size=1", "--null", "--max-depth=3", "--", home];
  const ran = await look("du", argv, countLimitMs);
  const sizes = new Map<string, number>();
  let total: number | undefined;
  for (const line of parts(ran.stdout)) {
    const [, size, path] = /^(\d{1,18})\t(.+)$/s.exec(line) ?? [];
    if (size === undefined || path === undefined) continue;
    const below = path.slice(home.length + 1);
    if (path === home) total = Number(size);
    else if (!below.includes("/") || wanted.includes(below)) sizes.set(below, Number(size));
  }
  const known = [...sizes].filter(([path]) => !path.includes("/")).reduce((sum, [, size]) => sum + size, 0);
  return { sizes, bytes: total ?? known, files: 0, quotaBytes: null, complete: total !== undefined };
}
