import type { ApprovalView } from "../../handlers/kit/approvals.ts";
import type { Directory } from "../../handlers/kit/ports.ts";
import { grantIdOf } from "../../protocol/ids.ts";
import type { StoredApproval } from "../store/approvals.ts";

/** A request as handlers and messages know it. */
export function viewOf(row: StoredApproval, directory: Pick<Directory, "person">): ApprovalView {
  const { number, invocation, account, uid, state, identity, line, command, action, input, host, refusal } = row;
  const { revision, made_at, until, decided_by, decided_at, reason, why, consents } = row;
  const known = directory.person(account);
  return {
    number,
    grant: grantIdOf(invocation),
    state,
    requester: { name: account, uid, fullName: known?.uid === uid ? known.fullName : "" },
    ...{ identity, line, command, action, input, host, refusal, revision },
    signed: consents.requester !== undefined,
    madeAt: made_at,
    until,
    ...(decided_by === null ? {} : { decidedBy: decided_by }),
    ...(decided_at === null ? {} : { decidedAt: decided_at }),
    ...(reason === null ? {} : { reason }),
    ...(why === null ? {} : { why }),
  };
}
