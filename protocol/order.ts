import { z } from "zod";
import type { OwnKeys } from "./keys.ts";
import { personSchema } from "./messages.ts";
import { accountSchema, hostSchema } from "./names.ts";
import { readStatement, type StatementKind, signStatement, statementShape } from "./statement.ts";
import type { Trust } from "./trust.ts";

/** A Unix group: a course's. */
export const groupSchema = z.string().regex(/^[a-z_][a-z0-9_-]{0,31}$/);

/** What one person may hold in place of what their roles give; what is left out stays as the roles have it. */
export const ownLimitsSchema = z.strictObject({
  guests: z.int().min(0).max(1_000).exactOptional(),
  cpus: z.int().min(0).max(4_096).exactOptional(),
  memoryMiB: z.int().min(0).max(16_777_216).exactOptional(),
  diskGiB: z.int().min(0).max(1_048_576).exactOptional(),
  gpus: z.int().min(0).max(1_000).exactOptional(),
});
export type OwnLimits = z.infer<typeof ownLimitsSchema>;

/** What a maintenance window covers beside one host: all of Ceph, all backups, or the whole department. */
export const maintainedWholes = ["ceph", "backup", "everything"] as const;
/** One of those, or a host's name. */
export const maintainedSchema = hostSchema;

/**
 * What an executor says once an administrator has ordered something that holds on every host: a person's own limits, an
 * exam, or a time at which nothing is expected to work. Whoever holds it believes it because an executor signed it after deciding by the policies; the bot only
 * carries it from host to host. Of one `id` the newest `iat` stands; `until` (milliseconds since 1970) ends it by itself.
 * An order that is ended is one more whose `until` is when that was. `keep` is the latest `until` of all that it stands in
 * place of: until then it is remembered, so that none of them comes back from a host that was away (null: for good).
 */
const orderSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...statementShape,
    kind: z.literal("limits"),
    /** `limits:` and the account. */
    id: z.string().max(100),
    person: personSchema,
    limits: ownLimitsSchema,
    from: z.int(),
    until: z.int().nullable(),
    keep: z.int().nullable(),
    by: accountSchema,
    reason: z.string().max(200),
  }),
  z.strictObject({
    ...statementShape,
    kind: z.literal("exam"),
    /** `exam:` and the course. */
    id: z.string().max(100),
    course: groupSchema,
    from: z.int(),
    until: z.int(),
    keep: z.int(),
    by: accountSchema,
    reason: z.string().max(200),
  }),
  z.strictObject({
    ...statementShape,
    kind: z.literal("maintenance"),
    /** `maintenance:` and what it covers. */
    id: z.string().max(100),
    what: maintainedSchema,
    from: z.int(),
    until: z.int(),
    keep: z.int(),
    by: accountSchema,
    reason: z.string().max(200),
  }),
]);
export type Order = z.infer<typeof orderSchema>;
export type LimitsOrder = Extract<Order, { kind: "limits" }>;
export type ExamOrder = Extract<Order, { kind: "exam" }>;
export type MaintenanceOrder = Extract<Order, { kind: "maintenance" }>;

export const limitsOrderId = (account: string): string => `limits:${account}`;
export const examOrderId = (course: string): string => `exam:${course}`;
export const maintenanceOrderId = (what: string): string => `maintenance:${what}`;

/** Whether a window's time is one at which jobs on that host are not to run. */
export const closesHost = ({ what }: Pick<MaintenanceOrder, "what">, host: string): boolean =>
  what === "everything" || (what === host && !(maintainedWholes as readonly string[]).includes(what));

/** Whether it holds at a time (milliseconds since 1970). */
export const holdsAt = ({ from, until }: Pick<Order, "from" | "until">, at: number): boolean =>
  from <= at && (until === null || at < until);

/** No statement is longer, in characters. */
export const orderMaxLength = 3_000;

const kind: StatementKind<Order> = {
  type: "shisa-order",
  name: "order",
  schema: orderSchema,
  maxLength: orderMaxLength,
};

type Unsigned<T> = T extends Order ? Omit<T, "iss"> : never;

/** Signs an order with an executor's own key. */
export const signOrder = (order: Unsigned<Order>, own: OwnKeys): string =>
  signStatement(kind, order as Omit<Order, "iss">, own);

/**
 * Reads an order, as readStatement does.
 * @throws StatementError that says what is wrong with it
 */
export const readOrder = (text: string, trust: Trust): Order => readStatement(kind, text, trust).said;
