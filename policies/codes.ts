/**
 * Every code that decide() refuses with. Where several rules say no, the earliest here is told: whether somebody
 * else's guest exists, or what it takes, must not show through a rule that is looked at later.
 */
export const decisionCodes = [
  "policy.failed",
  "person.unknown",
  "action.unknown",
  "input.invalid",
  "role.admin_only",
  "role.staff_only",
  "link.terminal",
  "exam.running",
  "host.none",
  "host.stopped",
  "maintenance.overrun",
  "guest.unknown",
  "container.unknown",
  "work.unknown",
  "address.unknown",
  "name.unknown",
  "file.unknown",
  "limit.self",
  "approval.self",
  "approval.role",
  "limit.guests",
  "limit.cpus",
  "limit.memory",
  "limit.disk",
  "limit.gpus",
  "host.disk_low",
  "approval.root",
  "approval.disk",
  "action.forbidden",
] as const;

const rank: ReadonlyMap<string, number> = new Map(decisionCodes.map((code, index) => [code, index]));

/** The code to tell out of those that apply; undefined where none does. One that is not listed comes last. */
export function firstCode(codes: readonly string[]): string | undefined {
  const order = (code: string) => rank.get(code) ?? decisionCodes.length;
  return codes.toSorted((a, b) => order(a) - order(b))[0];
}
