import type { Recorded } from "../../policies/recorded.ts";
import { findAction } from "../../protocol/catalogue.ts";
import type { Result } from "../../protocol/messages.ts";
import { refuse } from "../../protocol/refusal.ts";
import type { Audit } from "../audit.ts";
import type { Clock } from "../clock.ts";
import type { Journal } from "../journal.ts";
import type { Logger } from "../log.ts";
import type { Outbox } from "../outbox.ts";
import type { About } from "./admitted.ts";

/** How a grant ended, without who and when. */
export type Finish = Pick<Result, "status"> & Partial<Pick<Result, "output" | "refusal" | "failure">>;

/** When it began, in milliseconds since 1970 (null: never), what became of its steps, and how it was decided. */
export interface Course {
  readonly startedAt: number | null;
  readonly steps: Result["steps"];
  /** For the audit alone. Absent: it ended before anything was decided. */
  readonly decided?: Recorded;
}

export interface ConcludeOptions {
  readonly journal: Journal;
  readonly audit: Audit;
  readonly outbox: Outbox;
  readonly now: Clock;
  readonly log: Logger;
}

export type Conclude = (about: About, finish: Finish, course: Course) => Promise<void>;

const retryMs = 1_000;

/** Ends a grant: written down with its whole result, audited, and sent until the bot has it. */
export function createConclude({ journal, audit, outbox, now, log }: ConcludeOptions): Conclude {
  async function write(about: About, result: Result): Promise<void> {
    const { id, iat, bot } = about;
    await journal.write({ t: "ended", id, at: Math.max(result.endedAt, journal.latestAt()), iat, bot, result });
  }

  return async (about, finish, course) => {
    const result: Result = {
      kind: "result",
      grant: about.id,
      action: about.action,
      ...finish,
      steps: [...course.steps],
      startedAt: course.startedAt,
      endedAt: now(),
    };
    const audited = audit.write(auditEntry(about, result, course.decided)).catch((error: unknown) => {
      log.error({ err: error, grant: about.id }, "writing a grant's end to the audit");
    });
    for (;;) {
      try {
        await Promise.all([write(about, result), audited]);
        break;
      } catch (error) {
        log.error({ err: error, grant: about.id }, "writing a grant's end to the journal");
        if (course.startedAt === null) {
          // Nothing was begun, and a grant of this time will be refused once the journal can be written again.
          const refusal = refuse("journal.unwritable");
          outbox.result({ ...result, status: "refused", refusal }, about.bot);
          return;
        }
        // What has happened must not be told before it is written: after a crash it would be told differently.
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
    outbox.result(result, about.bot);
  };
}

function auditEntry(about: About, result: Result, decided: Recorded | undefined) {
  const { id, action, person, identity, bot, input, vouched } = about;
  const { status, refusal, failure, startedAt, endedAt } = result;
  const outcome = { status, refusal: refusal?.code, failure: failure?.code, left: failure?.left };
  return {
    what: "grant.ended",
    grant: id,
    action,
    person,
    identity,
    bot,
    approver: vouched?.approval?.approver,
    approval: vouched?.approval?.number,
    input: short(findAction(action)?.audited?.(input) ?? input),
    ...outcome,
    startedAt,
    endedAt,
    decided,
  };
}

/** An input is kept whole unless somebody has made it long. */
function short(input: unknown): unknown {
  const text = JSON.stringify(input) ?? "null";
  return text.length <= 2_000 ? input : `${text.slice(0, 2_000)}…`;
}
