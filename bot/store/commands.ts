import { z } from "zod";
import {
  chatIdentitySchema,
  type Result,
  resultSchema,
  type StepReport,
  stepReportSchema,
  vouchedSchema,
} from "../../protocol/messages.ts";
import { type Message, messageSchema } from "../message.ts";
import { languageSchema } from "../reply-schema.ts";
import type { Store } from "./database.ts";

const openStatuses = ["waiting", "running", "undoing"] as const;
export const commandStatusSchema = z.enum([
  ...openStatuses,
  "done",
  "refused",
  "failed",
  "cancelled",
  "not_run",
  "unknown",
]);
export type CommandStatus = z.infer<typeof commandStatusSchema>;

const json = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema);

/** One accepted command, as it is written down. Times in milliseconds since 1970, `deadline` in seconds. */
const commandSchema = z.object({
  number: z.int(),
  invocation: z.string(),
  grant_id: z.string(),
  account: z.string(),
  uid: z.int(),
  identity: json(chatIdentitySchema),
  line: z.string(),
  language: languageSchema,
  /** Family and verb with a space between, as the registry knows the command. */
  command: z.string(),
  action: z.string(),
  input: json(z.unknown()),
  host: z.string(),
  /** Thumbprint of the executor's key that the grant is sealed to; nobody else's result is believed. */
  executor: z.string(),
  accepted_at: z.int(),
  deadline: z.int(),
  /** What its grant says of how it was asked for. */
  vouched: json(vouchedSchema),
  status: commandStatusSchema,
  steps: json(z.array(stepReportSchema)),
  boot: z.int(),
  turn: z.int(),
  result: json(resultSchema).nullable(),
  final: json(messageSchema).nullable(),
  ended_at: z.int().nullable(),
});
export type StoredCommand = z.infer<typeof commandSchema>;

const listedSchema = commandSchema.pick({
  number: true,
  grant_id: true,
  account: true,
  uid: true,
  line: true,
  action: true,
  host: true,
  accepted_at: true,
  status: true,
  steps: true,
  ended_at: true,
});
export type ListedCommand = z.infer<typeof listedSchema>;

const openSchema = z.object({ waiting: z.int(), running: z.int() });

/** What is known when a command is accepted. */
export type NewCommand = Omit<
  StoredCommand,
  "number" | "status" | "steps" | "boot" | "turn" | "result" | "final" | "ended_at"
>;

/** How a command ended, as it is written down in one go. */
export interface Ending {
  readonly status: CommandStatus;
  readonly result: Result;
  readonly final: Message;
  readonly endedAt: number;
}

export type Commands = ReturnType<typeof commandsIn>;

/** The table of commands. The functions here act at once; writers call those that change something inside write(). */
export function commandsIn({ db }: Store) {
  const one = (sql: string) => {
    const statement = db.prepare(`SELECT * FROM commands WHERE ${sql}`);
    return (value: string | number): StoredCommand | undefined => {
      const row = statement.get([value]);
      return row === undefined ? undefined : commandSchema.parse(row);
    };
  };
  const insert = db.prepare(
    `INSERT INTO commands (invocation, grant_id, account, uid, identity, line, language, command, action, input, host,
       executor, accepted_at, deadline, vouched) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
  );
  const progress = db.prepare(
    "UPDATE commands SET status = ?, steps = ?, boot = ?, turn = ? WHERE grant_id = ? AND final IS NULL",
  );
  const end = db.prepare(
    "UPDATE commands SET status = ?, steps = ?, result = ?, final = ?, ended_at = ? WHERE grant_id = ? AND result IS NULL",
  );
  const giveUp = db.prepare(
    "UPDATE commands SET status = 'unknown', final = ?, ended_at = ? WHERE grant_id = ? AND final IS NULL",
  );
  const count = db.prepare(
    `SELECT COUNT(*) FILTER (WHERE status = 'waiting') AS waiting, COUNT(*) FILTER (WHERE status <> 'waiting') AS running
       FROM commands WHERE account = ? AND host = ? AND action <> ? AND final IS NULL`,
  );
  const ofAccount = db.prepare(
    `SELECT number, grant_id, account, uid, line, action, host, accepted_at, status, steps, ended_at FROM commands
       WHERE account = ? ORDER BY number DESC LIMIT ?`,
  );
  const unanswered = db.prepare("SELECT * FROM commands WHERE result IS NULL ORDER BY number");
  return {
    byInvocation: one("invocation = ?"),
    byGrant: one("grant_id = ?"),
    byNumber: one("number = ?"),
    /** Returns the command's number. */
    add: (it: NewCommand): number =>
      Number(
        insert.run([
          it.invocation,
          it.grant_id,
          it.account,
          it.uid,
          JSON.stringify(it.identity),
          it.line,
          it.language,
          it.command,
          it.action,
          JSON.stringify(it.input),
          it.host,
          it.executor,
          it.accepted_at,
          it.deadline,
          JSON.stringify(it.vouched),
        ]).lastInsertRowid,
      ),
    progress: (
      grant: string,
      status: CommandStatus,
      steps: readonly StepReport[],
      boot: number,
      turn: number,
    ): boolean => progress.run([status, JSON.stringify(steps), boot, turn, grant]).changes === 1,
    /** False when a result was there before: the first stands. One that nobody knew the end of is corrected. */
    end: (grant: string, { status, result, final, endedAt }: Ending): boolean =>
      end.run([status, JSON.stringify(result.steps), JSON.stringify(result), JSON.stringify(final), endedAt, grant])
        .changes === 1,
    /** Writes down that nobody knows how it ended. False when it has ended. */
    giveUp: (grant: string, final: Message, endedAt: number): boolean =>
      giveUp.run([JSON.stringify(final), endedAt, grant]).changes === 1,
    /** How many commands of an account are under way on a host, those of one action not counted. */
    open: (account: string, host: string, except: string) => openSchema.parse(count.get([account, host, except])),
    /** Newest first, without what travels and what was shown. */
    ofAccount: (account: string, limit: number): ListedCommand[] =>
      ofAccount.all([account, limit]).map((row) => listedSchema.parse(row)),
    /** All that no host has answered, oldest first. */
    unanswered: (): StoredCommand[] => unanswered.all([]).map((row) => commandSchema.parse(row)),
  };
}
