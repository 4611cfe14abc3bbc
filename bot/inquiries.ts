import { randomUUID } from "node:crypto";
import { findAction } from "../protocol/catalogue.ts";
import { executorOf } from "../protocol/executor-of.ts";
import { grantIdOf } from "../protocol/ids.ts";
import { type ChatIdentity, nobody, type Result } from "../protocol/messages.ts";
import type { Trust } from "../protocol/trust.ts";
import type { Sendable, Sender } from "./send.ts";

/**
 * What the bot itself asks of an executor about somebody who is not yet known, and waits for: no person's command, so
 * nothing of it is written down, and after a restart nobody waits for it any more.
 */
export interface Inquiries {
  /**
   * Resolves to the result, or to undefined where the host is not known or says nothing in time.
   * @param patienceMs how long to wait
   */
  readonly ask: (what: Inquiry, patienceMs: number) => Promise<Result | undefined>;
  readonly sent: (grant: string) => Sendable | undefined;
  /** Takes a result that may be believed. */
  readonly answer: (grant: string, result: Result) => void;
}

export interface Inquiry {
  readonly host: string;
  readonly action: string;
  readonly input: unknown;
  readonly identity: ChatIdentity;
}

/** An unanswered one is sent again so often, in milliseconds. */
const againEveryMs = 2_000;

/** Whether a result that nobody waits for may be one of these: of a bot that has been started anew since. */
export const isInquiry = (action: string): boolean => findAction(action)?.asker === "anybody";

export function createInquiries(sender: Pick<Sender, "send">, trust: Trust, now: () => number): Inquiries {
  const waiting = new Map<string, { readonly sent: Sendable; readonly resolve: (result: Result) => void }>();

  return {
    ask: ({ host, action, input, identity }, patienceMs) => {
      const executor = executorOf(trust, host, now());
      if (executor === undefined) return Promise.resolve(undefined);
      const sent: Sendable = {
        grant_id: grantIdOf(`inquiry:${randomUUID()}`),
        executor: executor.id,
        accepted_at: now(),
        // One that is not begun while somebody waits is never begun.
        deadline: Math.ceil((now() + patienceMs) / 1_000),
        action,
        input,
        account: nobody.name,
        uid: nobody.uid,
        identity,
        host,
        vouched: {},
      };
      return new Promise((resolve) => {
        const end = (result: Result | undefined): void => {
          clearTimeout(timer);
          clearInterval(again);
          waiting.delete(sent.grant_id);
          resolve(result);
        };
        const timer = setTimeout(() => end(undefined), patienceMs);
        const again = setInterval(() => void sender.send(sent, true), againEveryMs);
        waiting.set(sent.grant_id, { sent, resolve: end });
        void sender.send(sent, false);
      });
    },
    sent: (grant) => waiting.get(grant)?.sent,
    answer: (grant, result) => waiting.get(grant)?.resolve(result),
  };
}
