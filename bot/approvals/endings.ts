import type { ApprovalView } from "../../handlers/kit/approvals.ts";
import { personText } from "../../handlers/kit/text.ts";
import { accepted, type Outcome, type Refusal, refuse, refused } from "../../protocol/refusal.ts";
import type { Audit } from "../audit.ts";
import type { ApprovalEnd, Approvals as ApprovalTable, StoredApproval } from "../store/approvals.ts";
import type { ApprovalMessages } from "./messages.ts";
import { createStart, type StartParts } from "./start-approved.ts";
import { viewOf } from "./view.ts";

export interface EndingParts extends StartParts {
  readonly messages: ApprovalMessages;
  readonly audit: Pick<Audit, "record">;
}

type Ended = Promise<Outcome<ApprovalView>>;

/** What becomes of requests: each change is written down once, then told to all who see the request. */
export interface Endings {
  readonly view: (row: StoredApproval) => ApprovalView;
  readonly read: (number: number) => StoredApproval | undefined;
  readonly record: (event: string, row: StoredApproval, more?: Readonly<Record<string, string | number>>) => void;
  /** Shows a request as it is now, and gives it. */
  readonly changed: (number: number) => Outcome<ApprovalView>;
  /** Ends one that waits, as it was read; a refusal with the first's name where somebody else was first. */
  readonly end: (row: StoredApproval, ending: ApprovalEnd) => Ended;
  /** Nobody's yes helps any more: who asked is told why, and who said yes that it was for nothing. */
  readonly impossible: (row: StoredApproval, why: Refusal) => Ended;
  /** Takes on what was approved. */
  readonly take: (row: StoredApproval) => Ended;
  readonly sweep: () => Promise<void>;
  /** `seen`: who asked has the message before them, or will find it where they typed. */
  readonly onChange: (call: (view: ApprovalView, seen: boolean) => void) => void;
}

export function createEndings(parts: EndingParts): Endings {
  const { surroundings, store, table, audit, messages, delivery, open } = parts;
  const { now, directory } = surroundings;
  const start = createStart(parts);
  const calls: ((view: ApprovalView, seen: boolean) => void)[] = [];
  const view = (row: StoredApproval): ApprovalView => viewOf(row, directory);
  const read = (number: number): StoredApproval | undefined => readFrom(table, number);
  const record: Endings["record"] = (event, { number, account, uid, action, refusal }, more = {}) =>
    audit.record({ event, approval: number, account, uid, action, rule: refusal.code, ...more });
  const changed: Endings["changed"] = (number) => {
    const row = read(number);
    if (row === undefined) return refused(refuse("approval.unknown", { number }));
    const current = view(row);
    const seen = row.identity.platform !== "terminal" || delivery.isFollowed(current.grant);
    // What is on its way as a job speaks for itself.
    if (open.get(current.grant) === undefined) delivery.edit(current.grant, messages.request(current, row.language));
    for (const call of calls) call(current, seen);
    return accepted(current);
  };
  const end: Endings["end"] = async (row, ending) => {
    const { number, revision } = row;
    const isFirst = await store.write(() => table.end(number, revision, ending));
    if (!isFirst) return refused(over(number, read(number)));
    const { state, decided_by: by, reason, why } = ending;
    record(`approval.${state}`, row, {
      ...(by ? { by: by.name, by_uid: by.uid } : {}),
      ...(reason ? { reason } : {}),
      ...(why ? { why: why.code } : {}),
    });
    return changed(number);
  };
  const take: Endings["take"] = async (row) => {
    const why = await start(row);
    const told = changed(row.number);
    if (why === undefined) return told;
    record("approval.ended", row, { why: why.code });
    return refused(refuse("approval.impossible", { number: row.number }));
  };
  return {
    ...{ view, read, record, changed, end, take },
    impossible: async (row, why) => {
      const ended = await end(row, { state: "ended", at: now(), why });
      return ended.ok ? refused(refuse("approval.impossible", { number: row.number })) : ended;
    },
    sweep: async () => {
      for (const row of table.waiting()) if (row.until <= now()) await end(row, { state: "expired", at: now() });
      for (const row of table.unstarted()) await take(row);
    },
    onChange: (call) => {
      calls.push(call);
    },
  };
}

const readFrom = (table: ApprovalTable, number: number): StoredApproval | undefined =>
  Number.isSafeInteger(number) ? table.byNumber(number) : undefined;

/** Said to whoever comes too late: who was first, where it was somebody. */
export const over = (number: number, row: StoredApproval | undefined): Refusal =>
  refuse("approval.over", { number, ...(row?.decided_by ? { who: personText(row.decided_by) } : {}) });
