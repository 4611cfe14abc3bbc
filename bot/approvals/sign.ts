import type { Approvals, ApprovalView, By } from "../../handlers/kit/approvals.ts";
import { personText } from "../../handlers/kit/text.ts";
import { type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import type { Consents, StoredApproval } from "../store/approvals.ts";
import { type EndingParts, type Endings, over } from "./endings.ts";
import { whyNot } from "./judge.ts";

/**
 * Takes what somebody signed with munge for an act of risk "root": first who asked, then another administrator, whose
 * signature is their yes. The bot cannot read what was signed, and need not: the executor reads both.
 */
export function createSign(
  { table, store, surroundings: { now } }: EndingParts,
  { read, changed, record, view }: Endings,
  approve: Approvals["approve"],
): Approvals["sign"] {
  const keep = (row: StoredApproval, consents: Consents): Promise<boolean> =>
    store.write(() => table.keepConsents(row.number, row.revision, row.consents, consents));

  async function asRequester(row: StoredApproval, credential: string): Promise<Outcome<ApprovalView>> {
    const { number, state } = row;
    const isOver = state !== "waiting" || now() >= row.until;
    if (isOver || !(await keep(row, { requester: credential }))) return refused(over(number, read(number)));
    record("approval.signed", row);
    return changed(number);
  }

  async function asApprover(row: StoredApproval, by: By, credential: string): Promise<Outcome<ApprovalView>> {
    const { number, consents } = row;
    const not = whyNot(row, by);
    if (not !== undefined) return refused(not);
    const { requester } = consents;
    if (requester === undefined)
      return refused(refuse("consent.first", { number, who: personText(view(row).requester) }));
    if (!(await keep(row, { requester, approver: credential }))) return refused(refuse("approval.changed", { number }));
    return approve(number, by, row.revision);
  }

  return async (number, by, credential) => {
    const row = read(number);
    if (row === undefined) return refused(refuse("approval.unknown", { number }));
    if (row.refusal.code !== "approval.root") return refused(refuse("consent.unneeded", { number }));
    const { name, uid } = by.person;
    return name === row.account && uid === row.uid ? asRequester(row, credential) : asApprover(row, by, credential);
  };
}
