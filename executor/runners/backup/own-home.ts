import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import type { Known } from "../../facts.ts";
import { mine } from "./mine.ts";
import type { HomeTools } from "./tools.ts";

/** A person's home on this host. */
export interface OwnHome {
  readonly freeMiB: number;
  /** What in it is called by that beginning. */
  readonly taken: ReadonlySet<string>;
}

const seconds = 20;
const limits = { timeoutMs: seconds * 1_000, maxOutput: 1024 * 1024 };

/**
 * Whether the person's home is here and theirs, how much room it has, and what in it begins like `beginning`. They look
 * themselves, in a view of nothing else: a home that hangs, or holds millions of files, holds up no more than their own
 * program. Refused: backup.home_elsewhere, home.timeout.
 */
export async function lookAtHome(
  { exec, host }: Pick<HomeTools, "exec" | "host">,
  account: Known,
  beginning: string,
  signal: AbortSignal,
): Promise<Outcome<OwnHome>> {
  const view = { readable: [[account.home, mine]], writable: [] } as const;
  const look = (program: "find" | "stat", argv: readonly string[]) =>
    exec.run(program, argv, { ...limits, as: account, view, signal });
  const wanted = ["(", "-path", mine, "-o", "-name", `${beginning}*`, ")"];
  const found = await look("find", ["-P", mine, "-maxdepth", "1", ...wanted, "-printf", "%U\\t%y\\t%f\\0"]);
  const disk = found.exitCode === 0 ? await look("stat", ["--file-system", "--format=%a %S", mine]) : found;
  if (disk.timedOut || disk.abandoned) return refused(refuse("home.timeout", { seconds }));
  const lines = found.stdout.split("\0").map((line) => line.split("\t"));
  const home = lines.find(([, , name]) => `/${name}` === mine);
  const [, blocks, size] = /^(\d+) (\d+)\s*$/u.exec(disk.stdout) ?? [];
  if (disk.exitCode !== 0 || blocks === undefined || home?.[0] !== String(account.uid) || home[1] !== "d")
    return refused(refuse("backup.home_elsewhere", { host }));
  const freeMiB = Math.floor((Number(blocks) * Number(size)) / 1024 ** 2);
  return accepted({ freeMiB, taken: new Set(lines.map(([, , name]) => name ?? "")) });
}
