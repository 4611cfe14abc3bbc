import { type Logger, pino } from "pino";

export type { Logger } from "pino";

/** Fields that never reach the log, whoever passes them. */
const secret = ["envelope", "keys", "input", "output", "reply", "line", "address", "*.input", "*.output", "*.reply"];

/** The bot's own log: JSON lines on stderr, for the operator. What people are shown stays out of it. */
export function createLog(level: string): Logger {
  return pino({ level, base: { program: "bot" }, redact: secret }, pino.destination({ dest: 2, sync: true }));
}
