import { type Logger, pino } from "pino";

export type { Logger } from "pino";

/** Fields that never reach the log, whoever passes them. */
const secret = ["envelope", "keys", "input", "password", "seed", "*.envelope", "*.input", "*.password", "*.seed"];

/** The executor's own log: JSON lines on stderr. It is for the operator; what ran and for whom is in the audit. */
export function createLog(level: string, host: string): Logger {
  return pino(
    { level, base: { program: "executor", host }, redact: secret },
    pino.destination({ dest: 2, sync: true }),
  );
}
