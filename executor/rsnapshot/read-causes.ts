import type { RsnapshotConf } from "./conf.ts";
import type { Cause, CauseCode } from "./judge.ts";

/** What a program left behind that did not end well. */
export interface Said {
  readonly exitCode: number;
  readonly stderr: string;
  /** What it added to the log. */
  readonly log: string;
}

/**
 * What rsnapshot itself says; the program may stand before it. rsync's lines hold the names of people's files, which
 * may read like anything: how such a line begins and ends is not for them to say.
 */
const own = /^(?:\S*rsnapshot .*?: )?(?:ERROR|WARNING): (.*)$/u;
const ownWords = (line: string): string => own.exec(line)?.[1] ?? "";

/** rsnapshot's lines that name a cause by themselves. */
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
const noSpace = /^rsync: .*: (?:No space left on device|Disk quota exceeded) \(\d+\)$/u;
const denied = /^\S+: Permission denied \([a-z][\w,-]*\)\.?$|^Host key verification failed/u;
/** Exit codes of rsync(1) that mean that the other side was never spoken to, or not to the end. */
const lostCodes: ReadonlySet<number> = new Set([5, 10, 12, 30, 35, 255]);
const commandOf = /^\/\S*rsync .*?(\S+) \S+$/u;

/** Reads why a run ended as it did; empty where it ended well. Each cause once a host. */
export function causesOf(said: Said, conf: Pick<RsnapshotConf, "points"> | undefined): Cause[] {
  if (said.exitCode === 0) return [];
  const lines = linesOf(`${said.log}\n${said.stderr}`);
  const found: Cause[] = lines.flatMap((line) => {
    const words = ownWords(line);
    const code = whole.find(([pattern]) => pattern.test(words))?.[1];
    return code === undefined ? [] : [{ code, line: line.slice(0, 300) }];
  });
  if (found.length === 0 && lines.some((line) => ownWords(line).startsWith("Errors were found in")))
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
    if (begun !== undefined) {
      source = begun;
      said = [];
      continue;
    }
    const words = ownWords(line);
    const failed = /rsync returned (\d+) while processing (\S+)/u.exec(words);
    const partial = /directories in (\S+) only transferred partially/u.exec(words)?.[1];
    const named = failed?.[2] ?? partial;
    if (named !== undefined && named !== source) {
      source = named;
      said = [];
    }
    if (failed !== null) add(...whyFailed(Number(failed[1]), said, line));
    else if (partial !== undefined) add(...whyPartial(partial, said, line));
    else if (/^rsync (?:warning|error): .*\(code 24\)/u.test(line)) add("vanished", line);
    else said.push(line);
  }
  return causes;
}

function whyFailed(code: number, said: readonly string[], line: string): readonly [CauseCode, string] {
  const full = said.find((one) => noSpace.test(one));
  if (full !== undefined || code === 11) return [full === undefined ? "failed" : "disk_full", full ?? line];
  const refused = said.find((one) => denied.test(one));
  if (refused !== undefined) return ["denied", refused];
  const why = said.find((one) => one.startsWith("ssh: ")) ?? said.find((one) => one.startsWith("rsync: ")) ?? line;
  return [lostCodes.has(code) ? "unreachable" : "failed", why];
}

/** rsync says 23 for one file that it may not read and for a whole source that is not there any more. */
function whyPartial(source: string, said: readonly string[], line: string): readonly [CauseCode, string] {
  const path = source.slice(source.indexOf("/")).replace(/\/+$/u, "");
  const gone = said.find((one) => {
    const [, missing] =
      /^rsync: (?:\[\w+\] )?(?:link_stat|change_dir(?:#\d)?) "([^"]*)" failed: No such file/u.exec(one) ?? [];
    return missing !== undefined && (missing === path || missing === `${path}/.` || path.startsWith(`${missing}/`));
  });
  if (gone !== undefined) return ["host_absent", gone];
  const full = said.find((one) => noSpace.test(one));
  if (full !== undefined) return ["disk_full", full];
  return ["partial", said.find((one) => one.startsWith("rsync: ")) ?? line];
}

/** Lines without their time, those that were broken put together again. */
const linesOf = (text: string): string[] =>
  text
    .replaceAll(/ \\\n\s+/gu, " ")
    .split("\n")
    .map((line) => line.replace(/^\[[0-9T:-]{19}\] /u, "").trim())
    .filter((line) => line !== "");

const configLine = (lines: readonly string[]): string =>
  (
    lines.map(ownWords).find((words) => /^(?!-|Errors|rsnapshot can|sure)(?!.*on line \d+:$)./u.test(words)) ??
    lastOf(lines)
  ).slice(0, 300);
const lastOf = (lines: readonly string[]): string => (lines.at(-1) ?? "it said nothing").slice(0, 300);
