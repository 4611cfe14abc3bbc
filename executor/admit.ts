import { catalogueVersion, findAction } from "../protocol/catalogue.ts";
import { EnvelopeError, open } from "../protocol/envelope.ts";
import type { OwnKeys } from "../protocol/keys.ts";
import {
  clockToleranceSeconds,
  type Grant,
  grantSchema,
  type Result,
  startDeadlineSeconds,
} from "../protocol/messages.ts";
import { type Refusal, refuse } from "../protocol/refusal.ts";
import type { Trust } from "../protocol/trust.ts";
import type { Audit } from "./audit.ts";
import { type Clock, clockIsSound } from "./clock.ts";
import type { Journal } from "./journal.ts";
import type { Logger } from "./log.ts";
import type { Outbox } from "./outbox.ts";
import { type About, type Admitted, admitted } from "./perform/admitted.ts";
import type { Conclude, Finish } from "./perform/conclude.ts";
import type { Scheduler } from "./scheduler.ts";

export interface AdmitOptions {
  readonly own: OwnKeys;
  readonly trust: Trust;
  readonly journal: Journal;
  readonly audit: Audit;
  readonly outbox: Outbox;
  readonly scheduler: Scheduler<Admitted>;
  readonly conclude: Conclude;
  /** Whether this host can do that action. */
  readonly isOffered: (action: string) => boolean;
  /** Whether Redis keeps what it holds: what was taken from another is refused. */
  readonly isRedisFit: () => boolean;
  readonly boot: number;
  readonly now: Clock;
  readonly log: Logger;
}

type Gate = { readonly ticket: Admitted } | { readonly finish: Finish };

/**
 * Takes one envelope from the doorbell. Whatever is not a valid grant for this executor leaves nothing but a line in
 * the audit; a valid one is answered exactly once, however often it is rung for. Never rejects.
 */
export function createAdmit(options: AdmitOptions): (envelope: string) => Promise<void> {
  const { own, trust, journal, audit, outbox, scheduler, conclude, now, log } = options;
  /** Grants that are being refused: their end is on its way to the disk. */
  const concluding = new Set<string>();

  const isKnown = (id: string): boolean =>
    scheduler.find(id) !== undefined || concluding.has(id) || journal.stateOf(id) !== "unknown";

  /** A grant that was rung for again: tells what is known about it. */
  async function answerAgain({ jti: id, iss: bot }: Grant): Promise<void> {
    const found = scheduler.find(id);
    if (found !== undefined) found.ticket.tellAgain(found.state);
    if (found !== undefined || journal.stateOf(id) !== "ended") return;
    audit.writeThrottled("grant.repeated", { what: "grant.repeated", grant: id, bot });
    const ended = await journal.resultOf(id);
    if (ended === undefined) return;
    if (journal.isAnswered(id)) outbox.resultOnce(ended.result, ended.bot);
    else outbox.result(ended.result, ended.bot);
  }

  /**
   * Signed before the time up to which records may be gone. An honest bot that still waits for an answer was never
   * given one, so it did not run; it never will, so nothing needs to be written down.
   */
  function answerForgotten(about: About): void {
    audit.writeThrottled("grant.forgotten", { what: "grant.forgotten", grant: about.id, bot: about.bot });
    const refusal = refuse("deadline.passed");
    const result: Result = {
      kind: "result",
      grant: about.id,
      action: about.action,
      status: "not_run",
      refusal,
      steps: [],
      startedAt: null,
      endedAt: now(),
    };
    outbox.resultOnce(result, about.bot);
  }

  function check(grant: Grant): Refusal | "late" | undefined {
    const seconds = now() / 1000;
    if (grant.iat > seconds + clockToleranceSeconds || !clockIsSound(now(), journal.latestAt())) {
      return refuse("clock.off", { limit_seconds: clockToleranceSeconds });
    }
    if (grant.exp - grant.iat > startDeadlineSeconds || grant.exp < grant.iat) {
      return refuse("input.invalid", { field: "exp" });
    }
    if (grant.exp < seconds) return "late";
    if (grant.catalogue !== catalogueVersion) return refuse("catalogue.version");
    if (!options.isRedisFit()) return refuse("redis.unfit");
    if (journal.fault() !== undefined || audit.fault() !== undefined) return refuse("journal.unwritable");
    return undefined;
  }

  function gate(grant: Grant, about: About): Gate {
    const wrong = check(grant);
    if (wrong === "late") return { finish: { status: "not_run", refusal: refuse("deadline.passed") } };
    if (wrong !== undefined) return refusedWith(wrong);
    const action = findAction(grant.action);
    if (action === undefined || !options.isOffered(grant.action)) return refusedWith(refuse("action.unknown"));
    const input = action.input.safeParse(grant.input);
    if (!input.success) {
      return refusedWith(refuse("input.invalid", { field: input.error.issues[0]?.path.join(".").slice(0, 200) ?? "" }));
    }
    const steps = { outbox, boot: options.boot };
    const ticket = admitted({ ...about, input: input.data }, action, grant.exp * 1000, steps);
    const submitted = scheduler.submit(ticket);
    return submitted.ok ? { ticket } : refusedWith(submitted.refusal);
  }

  async function take(grant: Grant): Promise<void> {
    // Nothing may be awaited from here until the grant is known: the same one may be rung for twice at once.
    if (isKnown(grant.jti)) return answerAgain(grant);
    const about: About = {
      id: grant.jti,
      iat: grant.iat,
      bot: grant.iss,
      action: grant.action.slice(0, 100),
      input: grant.input,
      person: grant.person,
      identity: grant.identity,
      ...(grant.vouched === undefined ? {} : { vouched: grant.vouched }),
    };
    // While the journal cannot be written the gate turns everything away, and says why.
    if (journal.fault() === undefined && grant.iat <= journal.prunedThrough()) return answerForgotten(about);
    const passed = gate(grant, about);
    if ("ticket" in passed) {
      if (scheduler.find(about.id)?.state === "waiting") passed.ticket.tell("waiting");
      return;
    }
    concluding.add(about.id);
    await conclude(about, passed.finish, { startedAt: null, steps: [] });
    concluding.delete(about.id);
  }

  return async (envelope) => {
    try {
      const expected = { type: "shisa-grant", schema: grantSchema, trust, role: "bot", now: now() } as const;
      const { message } = await open(envelope, own, expected);
      await take(message);
    } catch (error) {
      if (!(error instanceof EnvelopeError)) {
        log.error({ err: error }, "admitting a grant");
        return;
      }
      audit.writeThrottled(`grant: ${error.message}`, { what: "grant.rejected", reason: error.message });
    }
  };
}

const refusedWith = (refusal: Refusal): Gate => ({ finish: { status: "refused", refusal } });
