import { refuse } from "../../protocol/refusal.ts";
import type { Logger } from "../log.ts";
import { approvalsIn } from "../store/approvals.ts";
import type { ApprovalBook } from "./approvals.ts";
import { createDeciding } from "./deciding.ts";
import { createEndings, type EndingParts } from "./endings.ts";
import { createSign } from "./sign.ts";

export interface BookParts extends Omit<EndingParts, "table"> {
  readonly log: Logger;
  /** How long a request waits for its yes, in milliseconds. */
  readonly waitMs: number;
}

/** So many requests of one person wait at most: each is a card that somebody has to read. */
const mostWaiting = 5;
/** How often those that nobody answered are looked for, in milliseconds. */
const sweepMs = 5_000;

/** What waits for another person's yes, in the bot's database. */
export function createApprovalBook(parts: BookParts): ApprovalBook {
  const { surroundings, store, log, messages, waitMs } = parts;
  const { now } = surroundings;
  const table = approvalsIn(store);
  const endings = createEndings({ ...parts, table });
  const { view, read, record, changed, sweep, onChange } = endings;
  let sweeping: Promise<void> | undefined;
  const sweepOnce = (): Promise<void> => {
    sweeping ??= sweep().finally(() => {
      sweeping = undefined;
    });
    return sweeping;
  };
  const timer = setInterval(() => {
    sweepOnce().catch((cause: unknown) => log.error({ err: cause }, "looking after approvals"));
  }, sweepMs);

  const deciding = createDeciding({ ...parts, table }, endings);
  return {
    ...deciding,
    sign: createSign({ ...parts, table }, endings, deciding.approve),
    onChange,
    sweep: sweepOnce,
    waiting: () => table.waiting().map(view),
    ofPerson: ({ name, uid }, limit) => table.ofAccount(name, uid, limit).map(view),
    one: (number) => {
      const row = read(number);
      return row && view(row);
    },
    byInvocation: (invocation) => {
      const row = table.byInvocation(invocation);
      return row && view(row);
    },
    hold: async ({ command, host, input, refusal }, invocation, context) => {
      const { id, identity, account, proof, place, line } = invocation;
      const { uid } = context.person;
      const asked = { invocation: id, account, uid, identity, proof: proof ?? null, place, line };
      const what = { command: `${command.family} ${command.verb}`, action: command.action, input, host, refusal };
      const at = now();
      const made = await store.write(() => {
        if (table.byInvocation(id) !== undefined) return undefined;
        const waiting = table.waiting().filter((row) => row.account === account && row.uid === uid).length;
        if (waiting >= mostWaiting) return refuse("approval.many", { waiting, limit: mostWaiting });
        return table.add({ ...asked, language: context.language, ...what, made_at: at, until: at + waitMs });
      });
      if (typeof made !== "number") return made;
      const row = read(made);
      if (row !== undefined) record("approval.asked", row);
      changed(made);
      return undefined;
    },
    message: (it) => messages.request(it, read(it.number)?.language ?? surroundings.language),
    card: (number) => {
      const row = read(number);
      return messages.card(row && view(row));
    },
    stop: () => clearInterval(timer),
  };
}
