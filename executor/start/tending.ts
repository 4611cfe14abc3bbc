import type { Clock } from "../clock.ts";
import type { Journal } from "../journal.ts";
import type { Logger } from "../log.ts";
import type { Admitted } from "../perform/admitted.ts";
import type { Conclude } from "../perform/conclude.ts";
import type { Scheduler } from "../scheduler.ts";

export interface TendingParts {
  readonly scheduler: Scheduler<Admitted>;
  readonly conclude: Conclude;
  readonly journal: Journal;
  readonly now: Clock;
  readonly log: Logger;
}

const sweepMs = 1_000;
const pruneEveryMs = 5 * 60_000;
const pruneAtLeast = 1_000;

/** Ends in time what waited too long, and keeps the journal short. Gives what stops it. */
export function startTending({ scheduler, conclude, journal, now, log }: TendingParts): () => void {
  const sweep = setInterval(() => {
    scheduler.pump();
    for (const ticket of scheduler.expire(now())) {
      const finish = { status: "not_run", refusal: { code: "deadline.passed", numbers: {} } } as const;
      scheduler.adopt(ticket, conclude(ticket.about, finish, { startedAt: null, steps: ticket.marks.list() }));
    }
  }, sweepMs);
  const prune = setInterval(() => {
    journal.prune(now(), pruneAtLeast).catch((error: unknown) => log.error({ err: error }, "pruning the journal"));
  }, pruneEveryMs);
  return () => {
    clearInterval(sweep);
    clearInterval(prune);
  };
}
