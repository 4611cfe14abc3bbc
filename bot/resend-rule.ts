import type { Timings } from "./config.ts";
import type { OpenCommand } from "./open-commands.ts";

type Timed = Pick<OpenCommand, "status" | "deadline" | "sentAt" | "heardAt" | "accepted_at">;

/** Commands whose end nobody knows are asked about this often once their host is heard again, in milliseconds. */
const unknownEveryMs = 30_000;
/** ... and for so long after their deadline: longer than any host's journal is sure to remember them. */
const unknownForMs = 7 * 24 * 3_600_000;
/** What has gone on for long is asked about no more often than every 20th of its age, up to this, in milliseconds. */
const longestPatienceMs = 10 * 60_000;

/**
 * What to do about an unanswered command now: send its grant (again), say that nobody knows how it ended, or wait.
 * Sending is harmless whatever became of the grant: the executor answers each with what it knows about it.
 * @param silent whether its host has said nothing at all for too long
 */
export function nextAct(command: Timed, silent: boolean, now: number, timings: Timings): "send" | "give_up" | "wait" {
  const { status, sentAt, heardAt } = command;
  const overdue = now - command.deadline * 1000 - timings.graceMs;
  if (status === "unknown")
    return !silent && Math.abs(now - sentAt) >= unknownEveryMs && overdue < unknownForMs ? "send" : "wait";
  const unheard = now - heardAt;
  const known = Math.max(timings.resendKnownMs, Math.min(longestPatienceMs, (now - command.accepted_at) / 20));
  const patience = heardAt > 0 ? known : timings.resendMs;
  // A host that talks gets a little longer, as long as it says nothing of this grant: it may just have come back.
  const isOverheard = unheard > Math.max(timings.graceMs, heardAt > 0 ? 2 * patience : 0);
  if (overdue > 0 && ((silent && unheard > timings.graceMs) || (isOverheard && overdue > 2 * timings.graceMs)))
    return "give_up";
  // What lies ahead is of a clock that has been set back since: as if it had not been.
  const last = Math.max(0, ...[sentAt, heardAt].filter((at) => at <= now));
  return now - last >= patience || sentAt === 0 ? "send" : "wait";
}
