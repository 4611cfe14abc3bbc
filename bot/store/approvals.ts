import { z } from "zod";
import { approvalSchema, chatIdentitySchema, personSchema } from "../../protocol/messages.ts";
import { refusalSchema } from "../../protocol/refusal.ts";
import { languageSchema } from "../reply-schema.ts";
import type { Store } from "./database.ts";

/**
 * - approved, denied: by another person.
 * - expired: nobody said anything in time. withdrawn: by who asked.
 * - ended: it cannot be done any more, whoever says yes; `why` says why not.
 */
export const approvalStateSchema = z.enum(["waiting", "approved", "denied", "expired", "ended", "withdrawn"]);
export type ApprovalState = z.infer<typeof approvalStateSchema>;

const json = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema);

/** What requester and approver each signed with munge, for actions of risk "root". */
const consentsSchema = z.strictObject({ requester: z.string().exactOptional(), approver: z.string().exactOptional() });

/** One request that waits, or waited, for another person's yes. Times in milliseconds since 1970. */
const rowSchema = z.object({
  number: z.int(),
  /** Whose message it is about: what is approved runs under this id, so it runs once. */
  invocation: z.string(),
  account: z.string(),
  uid: z.int(),
  identity: json(chatIdentitySchema),
  /** Of the requester, as it goes into the grant. */
  proof: z.string().nullable(),
  place: z.enum(["private", "channel"]),
  line: z.string(),
  language: languageSchema,
  /** Family and verb with a space between, as the registry knows the command. */
  command: z.string(),
  action: z.string(),
  input: json(z.unknown()),
  host: z.string(),
  /** The rule that asks, with its numbers and whose approval lifts it. */
  refusal: json(refusalSchema),
  /** Rises when the rule or its numbers change: a yes to an earlier one is none to this. */
  revision: z.int(),
  made_at: z.int(),
  until: z.int(),
  state: approvalStateSchema,
  /** As it goes into the grant, where it was approved. */
  approval: json(approvalSchema).nullable(),
  decided_by: json(personSchema.extend({ fullName: z.string() })).nullable(),
  reason: z.string().nullable(),
  why: json(refusalSchema).nullable(),
  decided_at: z.int().nullable(),
  consents: json(consentsSchema),
});
export type StoredApproval = z.infer<typeof rowSchema>;
export type Consents = z.infer<typeof consentsSchema>;

/** What is known when it is asked for. */
export type NewApproval = Omit<
  StoredApproval,
  "number" | "revision" | "state" | "approval" | "decided_by" | "reason" | "why" | "decided_at" | "consents"
>;

/** How it ended. */
export type ApprovalEnd = { readonly state: Exclude<ApprovalState, "waiting">; readonly at: number } & Partial<
  Pick<StoredApproval, "approval" | "decided_by" | "reason" | "why">
>;

export type Approvals = ReturnType<typeof approvalsIn>;

/** The table of approvals. The functions here act at once; writers call those that change something inside write(). */
export function approvalsIn({ db }: Store) {
  const one = (sql: string) => {
    const statement = db.prepare(`SELECT * FROM approvals WHERE ${sql}`);
    return (value: string | number): StoredApproval | undefined => {
      const row = statement.get([value]);
      return row === undefined ? undefined : rowSchema.parse(row);
    };
  };
  const many = (sql: string) => {
    const statement = db.prepare(`SELECT approvals.* FROM approvals ${sql}`);
    return (...values: (string | number)[]): StoredApproval[] =>
      statement.all(values).map((row) => rowSchema.parse(row));
  };
  const insert = db.prepare(
    `INSERT INTO approvals (invocation, account, uid, identity, proof, place, line, language, command, action, input,
       host, refusal, made_at, until) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
  );
  const end = db.prepare(
    `UPDATE approvals SET state = ?, approval = ?, decided_by = ?, reason = ?, why = ?, decided_at = ?
       WHERE number = ? AND revision = ? AND state = 'waiting'`,
  );
  const fail = db.prepare("UPDATE approvals SET state = 'ended', why = ? WHERE number = ? AND state = 'approved'");
  const ask = db.prepare(
    `UPDATE approvals SET refusal = ?, revision = revision + 1, consents = '{}'
       WHERE number = ? AND revision = ? AND state = 'waiting'`,
  );
  const consent = db.prepare(
    "UPDATE approvals SET consents = ? WHERE number = ? AND revision = ? AND state = 'waiting' AND consents = ?",
  );
  const text = (value: unknown): string | null =>
    value === undefined || value === null ? null : JSON.stringify(value);
  return {
    byNumber: one("number = ?"),
    byInvocation: one("invocation = ?"),
    /** Oldest first. */
    waiting: many("WHERE state = 'waiting' ORDER BY number"),
    /** Newest first. */
    ofAccount: many("WHERE account = ? AND uid = ? ORDER BY number DESC LIMIT ?"),
    /** Approved, and not yet taken on as a command: what a crash came between. */
    unstarted: many(
      `LEFT JOIN commands ON commands.invocation = approvals.invocation
         WHERE approvals.state = 'approved' AND commands.number IS NULL`,
    ),
    /** Returns the approval's number. */
    add: (it: NewApproval): number =>
      Number(
        insert.run([
          ...[it.invocation, it.account, it.uid, JSON.stringify(it.identity), it.proof, it.place, it.line, it.language],
          ...[it.command, it.action, JSON.stringify(it.input), it.host, JSON.stringify(it.refusal)],
          ...[it.made_at, it.until],
        ]).lastInsertRowid,
      ),
    /** Ends one that waits, if it is still as it was at that revision. False where somebody else was first. */
    end: (number: number, revision: number, { state, at, approval, decided_by, reason, why }: ApprovalEnd): boolean =>
      end.run([state, text(approval), text(decided_by), reason ?? null, text(why), at, number, revision]).changes === 1,
    /** What was approved could not be taken on after all. */
    fail: (number: number, why: StoredApproval["refusal"]): boolean =>
      fail.run([JSON.stringify(why), number]).changes === 1,
    /** The rule or its numbers have changed: it waits for a yes to the new ones. False where it changed meanwhile. */
    askAgain: (number: number, revision: number, refusal: StoredApproval["refusal"]): boolean =>
      ask.run([JSON.stringify(refusal), number, revision]).changes === 1,
    /** Keeps what was signed, unless somebody else kept something meanwhile. */
    keepConsents: (number: number, revision: number, before: Consents, after: Consents): boolean =>
      consent.run([JSON.stringify(after), number, revision, JSON.stringify(before)]).changes === 1,
  };
}
