import type { Timings } from "./config.ts";
import type { OpenCommand } from "./open-commands.ts";

type Timed = Pick<OpenCommand, "status" | "deadline" | "sentAt" | "heardAt">;

/** Commands whose end nobody knows are asked about this often once their host is heard again, in milliseconds. */
const unknownEveryMs = 30_000;
/** ... and for so long after their deadline: longer than any host's journal is sure to remember them. */
const unknownForMs = 7 * 24 * 3_600_000;

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
  // A host that talks gets a little longer, as long as it says nothing of this grant: it may just have come back.
  if (overdue > 0 && unheard > timings.graceMs && (silent || overdue > 2 * timings.graceMs)) return "give_up";
  const patience = heardAt > 0 ? timings.resendKnownMs : timings.resendMs;
  // What lies ahead is of a clock that has been set back since: as if it had not been.
  const last = Math.max(0, ...[sentAt, heardAt].filter((at) => at <= now));
  return now - last >= patience || sentAt === 0 ? "send" : "wait";
}
