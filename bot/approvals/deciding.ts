import type { Approvals, By } from "../../handlers/kit/approvals.ts";
import type { Approval } from "../../protocol/messages.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { contextOf } from "../contexts.ts";
import type { StoredApproval } from "../store/approvals.ts";
import { type EndingParts, type Endings, over } from "./endings.ts";
import { judgeAgain, whyNot } from "./judge.ts";
import { requesterOf } from "./start-approved.ts";

type Deciding = Pick<Approvals, "approve" | "deny" | "withdraw">;

/** What people say to a request: each is looked at as they are at that moment, and the first who may is heard. */
export function createDeciding({ surroundings, store, table }: EndingParts, endings: Endings): Deciding {
  const { now } = surroundings;
  const { read, end, changed, impossible, record, take } = endings;

  /** One that this person may decide, as it stands now. */
  const forBy = async (number: number, by: By): Promise<Outcome<StoredApproval>> => {
    const row = read(number);
    if (row === undefined) return refused(refuse("approval.unknown", { number }));
    const not = whyNot(row, by);
    if (not !== undefined) return refused(not);
    if (now() < row.until) return accepted(row);
    await end(row, { state: "expired", at: now() });
    return refused(over(number, read(number)));
  };
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

  return {
    approve: async (number, by, revision) => {
      const found = await forBy(number, by);
      if (!found.ok) return found;
      const row = found.value;
      if (revision !== undefined && revision !== row.revision) return refused(refuse("approval.changed", { number }));
      const approval = approvalOf(row, by);
      if (row.refusal.code === "approval.root" && approval.consents === undefined)
        return refused(refuse("approval.unsigned", { number }));
      const requester = requesterOf(surroundings, row);
      if (requester === undefined) return impossible(row, refuse("person.unknown", { account: row.account }));
      const judged = judgeAgain(row, contextOf(surroundings, requester, row.identity, row.language), by);
      switch (judged.kind) {
        case "no":
          return refused(judged.refusal);
        case "never":
          return impossible(row, judged.refusal);
        case "again": {
          const isNew = await store.write(() => table.askAgain(number, row.revision, judged.refusal));
          if (isNew) record("approval.asked_again", row, { by: by.person.name });
          changed(number);
          return refused(refuse("approval.changed", { number }));
        }
        case "yes": {
          const decided = { state: "approved", at: now(), approval, decided_by: byOf(by) } as const;
          const ended = await end(row, decided);
          return ended.ok ? take({ ...row, state: "approved", approval }) : ended;
        }
      }
    },
    deny: async (number, by, reason) => {
      const found = await forBy(number, by);
      return found.ok ? end(found.value, { state: "denied", at: now(), decided_by: byOf(by), reason }) : found;
    },
    withdraw: async (number, { person }) => {
      const row = read(number);
      if (row === undefined || row.account !== person.name || row.uid !== person.uid)
        return refused(refuse("approval.unknown", { number }));
      return row.state === "waiting" ? end(row, { state: "withdrawn", at: now() }) : refused(over(number, row));
    },
  };
}

const byOf = ({ person: { name, uid, fullName } }: By) => ({ name, uid, fullName });
