import { z } from "zod";
import type { RsnapshotConf } from "./conf.ts";

/** Why a run did not end well, by what rsnapshot and rsync said. */
export const causeCodes = [
  /** Files went away while they were copied: nothing is lost. */
  "vanished",
  /** Files that could not be read are missing. */
  "partial",
  /** The lock of a run that was killed was in the way, and was removed. */
  "lock_stale",
  /** Another run holds the lock. */
  "lock_held",
  "host_absent",
  "unreachable",
  "denied",
  "disk_full",
  "config",
  "source_missing",
  "level_unknown",
  "root_missing",
  "killed",
  "failed",
] as const;
export type CauseCode = (typeof causeCodes)[number];

export const causeSchema = z.strictObject({
  code: z.enum(causeCodes),
  /** The host that it is about, as in the destination of its backup line. */
  host: z.string().max(200).exactOptional(),
  /** The line that says it. */
  line: z.string().max(300),
});
export type Cause = z.infer<typeof causeSchema>;

const harmless: ReadonlySet<CauseCode> = new Set(["vanished"]);
const small: ReadonlySet<CauseCode> = new Set(["partial", "lock_stale", "lock_held"]);

/** How bad a cause is by itself; undefined: not at all. */
export function severityOf({ code }: Pick<Cause, "code">): "warning" | "error" | undefined {
  if (harmless.has(code)) return undefined;
  return small.has(code) ? "warning" : "error";
}

const copied: ReadonlySet<CauseCode> = new Set(["vanished", "partial", "lock_stale"]);
/** Whether everything that could be copied was: only then may an older snapshot be given up for it. */
export const isGood = (causes: readonly Cause[]): boolean => causes.every(({ code }) => copied.has(code));

/** What a program left behind that did not end well. */
export interface Said {
  readonly exitCode: number;
  readonly stderr: string;
  /** What it added to the log. */
  readonly log: string;
}

/** Lines that name a cause by themselves. `ERROR:` may have a program and a time before it. */
const whole: readonly (readonly [RegExp, CauseCode])[] = [
  [/Source\s+directory ".*" doesn't exist/u, "source_missing"],
  [/Interval ".*" unknown/u, "level_unknown"],
  [
    /refuses to create snapshot_root|Could not create snapshot_root|snapshot_root .* (?:is not|does not)/iu,
    "root_missing",
  ],
  [/exists and so does its process/u, "lock_held"],
  [/Removing stale lockfile/u, "lock_stale"],
  [/was sent \w+ signal/u, "killed"],
];
const noSpace = /No space left on device|Disk quota exceeded/u;
const denied = /Permission denied \([\w,-]+\)|Host key verification failed/u;
/** Exit codes of rsync(1) that mean that the other side was never spoken to, or not to the end. */
const lostCodes: ReadonlySet<number> = new Set([5, 10, 12, 30, 35, 255]);
const commandOf = /\/rsync .*?(\S+) \S+$/u;

/** Reads why a run ended as it did; empty where it ended well. Each cause once a host. */
export function causesOf(said: Said, conf: Pick<RsnapshotConf, "points"> | undefined): Cause[] {
  if (said.exitCode === 0) return [];
  const lines = linesOf(`${said.log}\n${said.stderr}`);
  const found: Cause[] = lines.flatMap((line) => {
    const code = whole.find(([pattern]) => pattern.test(line))?.[1];
    return code === undefined ? [] : [{ code, line: line.slice(0, 300) }];
  });
  if (found.length === 0 && lines.some((line) => /Errors were found in/u.test(line)))
    found.push({ code: "config", line: configLine(lines) });
  // The log has rsync's own words; what rsnapshot makes of them stands in both.
  const spoken = linesOf(said.log);
  found.push(...transfers(spoken.some((line) => line.includes("rsync")) ? spoken : lines, conf?.points ?? []));
  const causes = found.filter((one, at) => found.findIndex((other) => isSame(one, other)) === at);
  if (causes.length > 0) return causes;
  if (said.exitCode < 0 || said.exitCode > 128) return [{ code: "killed", line: `ended with ${said.exitCode}` }];
  return [{ code: said.exitCode === 2 ? "partial" : "failed", line: lastOf(lines) }];
}

const isSame = (one: Cause, other: Cause): boolean => one.code === other.code && one.host === other.host;

/** What went wrong between one rsync command in the log and the next is that one's. */
function transfers(lines: readonly string[], points: RsnapshotConf["points"]): Cause[] {
  const causes: Cause[] = [];
  let source = "";
  let said: string[] = [];
  const about = (): { readonly host?: string } => {
    const host = points.find((point) => point.source === source)?.host;
    return host === undefined ? {} : { host };
  };
  const add = (code: CauseCode, line: string): void => {
    causes.push({ code, ...about(), line: line.slice(0, 300) });
  };
  for (const line of lines) {
    const begun = commandOf.exec(line)?.[1];
    if (begun !== undefined && !line.includes("ERROR")) {
      source = begun;
      said = [];
      continue;
    }
    const failed = /rsync returned (\d+) while processing (\S+)/u.exec(line);
    const partial = /directories in (\S+) only transferred partially/u.exec(line)?.[1];
    const named = failed?.[2] ?? partial;
    if (named !== undefined && named !== source) {
      source = named;
      said = [];
    }
    if (failed !== null) add(...whyFailed(Number(failed[1]), said, line));
    else if (partial !== undefined) add(...whyPartial(partial, said, line));
    else if (/\(code 24\)/u.test(line)) add("vanished", line);
    else said.push(line);
  }
  return causes;
}

function whyFailed(code: number, said: readonly string[], line: string): readonly [CauseCode, string] {
  const full = said.find((one) => noSpace.test(one));
  if (full !== undefined || code === 11) return [full === undefined ? "failed" : "disk_full", full ?? line];
  const refused = said.find((one) => denied.test(one));
  if (refused !== undefined) return ["denied", refused];
  const why = said.find((one) => /^ssh: /u.test(one)) ?? said.find((one) => /rsync: /u.test(one)) ?? line;
  return [lostCodes.has(code) ? "unreachable" : "failed", why];
}

/** rsync says 23 for one file that it may not read and for a whole source that is not there any more. */
function whyPartial(source: string, said: readonly string[], line: string): readonly [CauseCode, string] {
  const path = source.slice(source.indexOf("/")).replace(/\/+$/u, "");
  const gone = said.find((one) => {
    const [, missing] = /(?:link_stat|change_dir(?:#\d)?) "([^"]*)" failed: No such file/u.exec(one) ?? [];
    return missing !== undefined && (missing === path || missing === `${path}/.` || path.startsWith(`${missing}/`));
  });
  if (gone !== undefined) return ["host_absent", gone];
  const full = said.find((one) => noSpace.test(one));
  if (full !== undefined) return ["disk_full", full];
  return ["partial", said.find((one) => /^rsync: /u.test(one)) ?? line];
}

/** Lines without their time, those that were broken put together again. */
const linesOf = (text: string): string[] =>
  text
    .replaceAll(/ \\\n\s+/gu, " ")
    .split("\n")
    .map((line) => line.replace(/^\[[0-9T:-]{19}\] /u, "").trim())
    .filter((line) => line !== "");

const configLine = (lines: readonly string[]): string =>
  (lines.find((line) => /ERROR: (?!-|Errors|rsnapshot can|sure)(?!.*on line \d+:$)/u.test(line)) ?? lastOf(lines))
    .replace(/^.*?ERROR: /u, "")
    .slice(0, 300);
const lastOf = (lines: readonly string[]): string => (lines.at(-1) ?? "it said nothing").slice(0, 300);
