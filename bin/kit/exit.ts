import type { FinalStatus } from "../../bot/terminal/wire.ts";

/** Exit codes of `say`, which scripts rely on; the other verbs use the first three. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  refused: 3,
  confirm: 4,
  unreachable: 5,
  unknown: 6,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code for a final message's status. */
export function exitCodeOf(status: FinalStatus): ExitCode {
  if (status === "cancelled" || status === "not_run") return exitCodes.failed;
  return exitCodes[status];
}
