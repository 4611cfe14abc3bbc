import { z } from "zod";
import type { StepReport } from "../../protocol/messages.ts";
import type { Message } from "../message.ts";
import {
  type CommandStatus,
  commandSchema,
  type Ending,
  type ListedCommand,
  listedSchema,
  type Moved,
  type NewCommand,
  type StoredCommand,
} from "./command-rows.ts";
import type { Store } from "./database.ts";

const openSchema = z.object({ waiting: z.int(), running: z.int() });

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
  const moveOn = db.prepare(
    `UPDATE commands SET command = ?, action = ?, input = ?, host = ?, executor = ?, accepted_at = ?, deadline = ?, legs = ?,
       status = 'waiting', steps = '[]', boot = -1, turn = -1 WHERE grant_id = ? AND result IS NULL`,
  );
  const count = db.prepare(
    `SELECT COUNT(*) FILTER (WHERE status = 'waiting') AS waiting, COUNT(*) FILTER (WHERE status <> 'waiting') AS running
       FROM commands WHERE account = ? AND host = ? AND action <> ? AND final IS NULL`,
  );
  const ofAccount = db.prepare(
    `SELECT number, grant_id, account, uid, line, action, host, accepted_at, status, steps, ended_at, legs FROM commands
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
    /** Writes down that it goes on on another host, and is unanswered there. */
    moveOn: (grant: string, it: Moved): void => {
      const what = [it.command, it.action, JSON.stringify(it.input), it.host, it.executor];
      moveOn.run([...what, it.accepted_at, it.deadline, JSON.stringify(it.legs), grant]);
    },
    /** How many commands of an account are under way on a host, those of one action not counted. */
    open: (account: string, host: string, except: string) => openSchema.parse(count.get([account, host, except])),
    /** Newest first, without what travels and what was shown. */
    ofAccount: (account: string, limit: number): ListedCommand[] =>
      ofAccount.all([account, limit]).map((row) => listedSchema.parse(row)),
    /** All that no host has answered, oldest first. */
    unanswered: (): StoredCommand[] => unanswered.all([]).map((row) => commandSchema.parse(row)),
  };
}
