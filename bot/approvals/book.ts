import type { ApprovalView, By } from "../../handlers/kit/approvals.ts";
import { personText } from "../../handlers/kit/text.ts";
import type { Approval } from "../../protocol/messages.ts";
import { accepted, type Outcome, type Refusal, refuse, refused } from "../../protocol/refusal.ts";
import type { Audit } from "../audit.ts";
import { contextOf } from "../contexts.ts";
import type { Logger } from "../log.ts";
import { type ApprovalEnd, approvalsIn, type StoredApproval } from "../store/approvals.ts";
import type { ApprovalBook } from "./approvals.ts";
import { judgeAgain, whyNot } from "./judge.ts";
import type { ApprovalMessages } from "./messages.ts";
import { createSign } from "./sign.ts";
import { createStart, requesterOf, type StartParts } from "./start-approved.ts";
import { viewOf } from "./view.ts";

export interface BookParts extends Omit<StartParts, "table"> {
  readonly messages: ApprovalMessages;
  readonly audit: Pick<Audit, "record">;
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
  const { surroundings, store, audit, log, messages, delivery } = parts;
  const { now, directory } = surroundings;
  const table = approvalsIn(store);
  const start = createStart({ ...parts, table });
  const calls: ((view: ApprovalView) => void)[] = [];
  const view = (row: StoredApproval): ApprovalView => viewOf(row, directory);
  const read = (number: number): StoredApproval | undefined =>
    Number.isSafeInteger(number) ? table.byNumber(number) : undefined;

  /** Shows it as it is now to all who see it. */
  const changed = (number: number): Outcome<ApprovalView> => {
    const row = read(number);
    if (row === undefined) return refused(refuse("approval.unknown", { number }));
    const current = view(row);
    // What is on its way as a job speaks for itself.
    if (parts.open.get(current.grant) === undefined)
      delivery.edit(current.grant, messages.request(current, row.language));
    for (const call of calls) call(current);
    return accepted(current);
  };
  const record = (event: string, { number, account, uid, action, refusal }: StoredApproval, more = {}): void =>
    audit.record({ event, approval: number, account, uid, action, rule: refusal.code, ...more });
  /** Ends one that waits as it was read; undefined where somebody else was first. */
  const end = async (row: StoredApproval, ending: ApprovalEnd): Promise<Outcome<ApprovalView> | undefined> => {
    const isFirst = await store.write(() => table.end(row.number, row.revision, ending));
    if (!isFirst) return undefined;
    const { state, decided_by: by, reason, why } = ending;
    const who = by === undefined || by === null ? {} : { by: by.name, by_uid: by.uid };
    record(`approval.${state}`, row, { ...who, ...(reason ? { reason } : {}), ...(why ? { why: why.code } : {}) });
    return changed(row.number);
  };
  const over = (number: number): Outcome<ApprovalView> => {
    const who = read(number)?.decided_by;
    return refused(refuse("approval.over", { number, ...(who ? { who: personText(who) } : {}) }));
  };
  /** One that this person may decide, as it stands now. */
  const forBy = async (number: number, by: By): Promise<Outcome<StoredApproval>> => {
    const row = read(number);
    if (row === undefined) return refused(refuse("approval.unknown", { number }));
    const not = whyNot(row, by);
    if (not !== undefined) return refused(not);
    if (now() < row.until) return accepted(row);
    await end(row, { state: "expired", at: now() });
    return refused(refuse("approval.over", { number }));
  };
  const byOf = ({ person: { name, uid, fullName } }: By) => ({ name, uid, fullName });
  const approvalOf = ({ number, consents }: StoredApproval, { person, identity, proof }: By): Approval => {
    const { requester, approver } = consents;
    return {
      number,
      approver: { name: person.name, uid: person.uid },
      identity,
      ...(proof === undefined ? {} : { proof }),
      at: now(),
      ...(requester === undefined || approver === undefined ? {} : { consents: { requester, approver } }),
    };
  };
  /** Nobody's yes helps any more: who asked is told why, and who said yes that it was for nothing. */
  const impossible = async (row: StoredApproval, why: Refusal): Promise<Outcome<ApprovalView>> => {
    const ended = await end(row, { state: "ended", at: now(), why });
    return ended === undefined ? over(row.number) : refused(refuse("approval.impossible", { number: row.number }));
  };
  const take = async (row: StoredApproval): Promise<Outcome<ApprovalView>> => {
    const why = await start(row);
    if (why === undefined) return changed(row.number);
    record("approval.ended", row, { why: why.code });
    changed(row.number);
    return refused(refuse("approval.impossible", { number: row.number }));
  };
  const expire = (): Promise<unknown> =>
    Promise.all(
      table
        .waiting()
        .filter(({ until }) => until <= now())
        .map((row) => end(row, { state: "expired", at: now() })),
    );
  const sweep = async (): Promise<void> => {
    await expire();
    for (const row of table.unstarted()) await take(row);
  };
  const failed = (cause: unknown): void => log.error({ err: cause }, "looking after approvals");
  const timer = setInterval(() => sweep().catch(failed), sweepMs);

  const book: ApprovalBook = {
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
        return table.add({ ...asked, language: context.language, ...what, made_at: at, until: at + parts.waitMs });
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
    approve: async (number, by, revision) => {
      const found = await forBy(number, by);
      if (!found.ok) return found;
      const row = found.value;
      if (revision !== undefined && revision !== row.revision) return refused(refuse("approval.changed", { number }));
      const approval = approvalOf(row, by);
      if (row.refusal.code === "approval.root" && approval.consents === undefined)
        return refused(refuse("approval.unsigned", { number }));
      const person = requesterOf(surroundings, row);
      if (person === undefined) return impossible(row, refuse("person.unknown", { account: row.account }));
      const judged = judgeAgain(row, contextOf(surroundings, person, row.identity, row.language), by);
      if (judged.kind === "no") return refused(judged.refusal);
      if (judged.kind === "never") return impossible(row, judged.refusal);
      if (judged.kind === "again") {
        const isNew = await store.write(() => table.askAgain(number, row.revision, judged.refusal));
        if (isNew) record("approval.asked_again", row, { by: by.person.name });
        changed(number);
        return refused(refuse("approval.changed", { number }));
      }
      const ended = await end(row, { state: "approved", at: now(), approval, decided_by: byOf(by) });
      return ended === undefined ? over(number) : take({ ...row, state: "approved", approval });
    },
    deny: async (number, by, reason) => {
      const found = await forBy(number, by);
      if (!found.ok) return found;
      const ended = await end(found.value, { state: "denied", at: now(), decided_by: byOf(by), reason });
      return ended ?? over(number);
    },
    withdraw: async (number, { person }) => {
      const row = read(number);
      if (row === undefined || row.account !== person.name || row.uid !== person.uid)
        return refused(refuse("approval.unknown", { number }));
      const ended = row.state === "waiting" ? await end(row, { state: "withdrawn", at: now() }) : undefined;
      return ended ?? over(number);
    },
    onChange: (call) => {
      calls.push(call);
    },
    sign: (number, by, credential) => sign(number, by, credential),
    sweep,
    stop: () => clearInterval(timer),
  };
  const { approve } = book;
  const nameOf = (row: StoredApproval): string => personText(view(row).requester);
  const sign = createSign({ table, store, now, approve, changed, record, nameOf });
  return book;
}
