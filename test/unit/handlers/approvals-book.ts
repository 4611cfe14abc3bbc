import type { Approvals, ApprovalView } from "../../../handlers/kit/approvals.ts";
import { accepted, refuse, refused } from "../../../protocol/refusal.ts";

/** Approval 12: hanako wants a bigger disk; 13 is the administrator's, and the same for them. */
export function approval(now: number, changes: Partial<ApprovalView> = {}): ApprovalView {
  return {
    number: 12,
    grant: `g${"6".repeat(32)}`,
    state: "waiting",
    requester: { name: "e235701", uid: 10_001, fullName: "山田 花子" },
    identity: { platform: "slack", workspace: "T0123456789", user: "U0123456789" },
    line: "/vm create tiny big --disk 30G",
    command: "vm create",
    action: "vm.create",
    input: { template: "tiny", name: "big", cpu: 1, memoryMiB: 1024, diskGiB: 30 },
    host: "vm1",
    refusal: refuse("approval.disk", { request: 30, free: 10 }, { approvers: ["staff", "admin"] }),
    signed: false,
    revision: 1,
    madeAt: now - 60_000,
    until: now + 24 * 3_600_000 - 60_000,
    ...changes,
  };
}

/** A book whose approvals are plain values: what is decided is told, and nothing is kept. */
export function approvalsOf(views: readonly ApprovalView[]): Approvals {
  const one = (number: number) => views.find((view) => view.number === number);
  const end = async (number: number, changes: Partial<ApprovalView>) => {
    const view = one(number);
    return view === undefined ? refused(refuse("approval.unknown", { number })) : accepted({ ...view, ...changes });
  };
  return {
    waiting: () => views.filter(({ state }) => state === "waiting"),
    ofPerson: ({ name }, limit) => views.filter(({ requester }) => requester.name === name).slice(0, limit),
    one,
    approve: (number) => end(number, { state: "approved" }),
    sign: (number) => end(number, { signed: true }),
    deny: (number, _by, reason) => end(number, { state: "denied", reason }),
    withdraw: (number) => end(number, { state: "withdrawn" }),
  };
}
