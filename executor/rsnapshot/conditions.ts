import type { Condition } from "../../protocol/monitor.ts";
import { condition } from "./condition.ts";
import { type Cause, type CauseCode, severityOf } from "./judge.ts";
import type { Drilled, Ended, Started } from "./runs.ts";
import { type Due, lastDeadline } from "./schedule.ts";

/** All that is looked at to say what is wrong. */
export interface Seen {
  readonly now: number;
  readonly timeZone: string;
  readonly schedule: readonly Due[];
  /** Newest last. */
  readonly ended: readonly Ended[];
  /** Begun and not ended, newest last; `alive`: its process is still there. */
  readonly open: readonly (Started & { readonly alive: boolean })[];
  readonly drilled: Drilled | undefined;
  /** Since when this is watched: nothing is overdue that was due before. */
  readonly since: number;
  /** Hosts that the newest snapshot lacks; empty where there is no snapshot yet. */
  readonly absent: readonly Cause[];
  /** Whether the last copy was made by the configuration as it is now: what was added since comes with the next. */
  readonly isCopyOfNow: boolean;
  readonly keeps: ReadonlyMap<string, number>;
}

/** A run may begin that much before its time: clocks, and somebody who began it by hand. */
const earlyMs = 5 * 60_000;
const dayMs = 24 * 3_600_000;
/** A drill is due every week; a day more is forgiven. */
const drillMs = 8 * dayMs;

/**
 * What is wrong with the backups, each trouble once: a level's last run tells its causes, and only where that tells
 * nothing whether it is overdue; of two that come of the same, the one that says more.
 */
export function conditionsOf(seen: Seen): Condition[] {
  const lowest = seen.schedule[0]?.level;
  const levels = [...new Set([...seen.schedule.map(({ level }) => level), ...seen.ended.map(({ level }) => level)])];
  const told = levels.flatMap((level) => ofLevel(level, seen));
  const isCopyBad = told.some(({ key, severity }) => key.endsWith(`:${lowest}`) && severity === "error");
  return [
    // While copies fail, the higher levels wait for them: that is told once.
    ...told.filter(({ key, code }) => !(isCopyBad && waits.has(code) && !key.endsWith(`:${lowest}`))),
    ...(isCopyBad || !seen.isCopyOfNow ? [] : seen.absent.map((cause) => fromCause(cause, lowest ?? "", seen.now))),
    ...keepsLess(seen),
    ...ofDrill(seen),
  ];
}

const waits: ReadonlySet<string> = new Set(["rsnapshot.overdue", "rsnapshot.rotation_refused"]);

function ofLevel(level: string, seen: Seen): Condition[] {
  const last = lastOf(level, seen.ended);
  const open = seen.open.findLast((one) => one.level === level && one.at >= (last?.startedAt ?? 0));
  if (open !== undefined && !open.alive)
    return [condition("killed", level, "error", open.at, { started: open.at }, ["it began, and its process is gone"])];
  const causes = worst((last?.causes ?? []).filter((cause) => severityOf(cause) !== undefined));
  const told = last === undefined ? [] : causes.map((cause) => fromCause(cause, level, last.at, last.refused));
  if (told.length > 0) return told;
  if (last?.refused === true)
    return [condition("rotation_refused", level, "warning", last.at, {}, [], [`/backup run ${level}`])];
  return overdue(level, seen, open);
}

/** What keeps every level from running, and is over as soon as one runs well. */
const common: ReadonlySet<CauseCode> = new Set(["config", "source_missing", "root_missing", "level_unknown"]);

/** The run that says how a level stands: one that found the lock taken says nothing where another before it failed. */
function lastOf(level: string, ended: readonly Ended[]): Ended | undefined {
  const own = ended.filter((one) => one.level === level);
  const last = own.at(-1);
  const real = own.findLast(({ causes }) => !causes.some(({ code }) => code === "lock_held"));
  if (last?.causes.some(({ code }) => common.has(code)) === true && ended.some((one) => one.good && one.at > last.at))
    return undefined;
  return real !== undefined && !real.good ? real : last;
}

/** Of one host the worst cause alone, and small ones only where there is nothing bad. */
function worst(causes: readonly Cause[]): readonly Cause[] {
  const bad = causes.filter((cause) => severityOf(cause) === "error");
  const chosen = bad.length > 0 ? bad : causes;
  return chosen.filter(
    (one, at) => chosen.findIndex(({ code, host }) => code === one.code && host === one.host) === at,
  );
}

function fromCause(cause: Cause, level: string, since: number, refused = false): Condition {
  const severity = severityOf(cause) ?? "warning";
  const { code, host, line } = cause;
  const numbers = { ...(host === undefined ? {} : { host }), ...(refused ? { refused: 1 } : {}) };
  const key = host === undefined ? code : `${code}/${keyText(host)}`;
  const fixes = canRunAgain.has(code) ? [`/backup run ${level}`, "/backup check"] : ["/backup check"];
  return condition(code, level, severity, since, numbers, [line], fixes, key);
}

const canRunAgain: ReadonlySet<CauseCode> = new Set(["killed", "lock_held", "unreachable", "disk_full", "failed"]);

function overdue(
  level: string,
  { schedule, ended, now, timeZone, since }: Seen,
  open: Started | undefined,
): Condition[] {
  const due = schedule.find((one) => one.level === level);
  const missed = due && lastDeadline(due, now, timeZone);
  if (missed === undefined || missed.at < since) return [];
  // A run of the future was written down while the clock was wrong: it is nobody's excuse until then.
  const good = ended.findLast((one) => one.level === level && one.good && one.startedAt <= now);
  if (good !== undefined && good.startedAt >= missed.at - earlyMs) return [];
  const lines = open === undefined ? [] : ["it still runs"];
  const numbers = { due: missed.at, by: missed.by, ...(good === undefined ? {} : { good: good.at }) };
  return [condition("overdue", level, "error", missed.by, numbers, lines, [`/backup run ${level}`])];
}

function keepsLess({ schedule, keeps, now }: Seen): Condition[] {
  return schedule.flatMap(({ level, keep }) => {
    const has = keeps.get(level) ?? 0;
    if (keeps.size === 0 || has >= keep) return [];
    return [condition("keeps_less", level, "warning", now, { keep, has }, [])];
  });
}

function ofDrill({ drilled, now, since }: Seen): Condition[] {
  if (drilled !== undefined && drilled.wrong.length > 0)
    return [
      condition("drill_failed", "drill", "error", drilled.at, { files: drilled.files }, drilled.wrong.slice(0, 10)),
    ];
  const last = drilled?.at ?? since;
  if (now - last < drillMs) return [];
  return [condition("drill_overdue", "drill", "warning", last + drillMs, { last }, [])];
}

const keyText = (text: string): string => text.replaceAll(/[^A-Za-z0-9_.-]/gu, "_").slice(0, 60);
