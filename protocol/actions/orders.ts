import { z } from "zod";
import { defineAction } from "../action.ts";
import { personSchema, roleSchema } from "../messages.ts";
import { accountSchema } from "../names.ts";
import { groupSchema, maintainedSchema, orderMaxLength, ownLimitsSchema } from "../order.ts";

/** Why, in the words of who orders it: one line. */
const reason = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u);

/** Milliseconds since 1970. */
const time = z.int().min(0).max(8.64e15);

/** The order itself, signed: protocol/order.ts reads it. */
const order = z.string().max(orderMaxLength);

const limits = ownLimitsSchema.refine((all) => Object.keys(all).length > 0, "no limit is given");

/** Gives a person limits of their own on every host, for a time or (`until` null) until it is ended. */
export const limitSet = defineAction({
  name: "limit.set",
  lane: "quick",
  risk: "change",
  input: z.strictObject({ account: accountSchema, limits, from: time, until: time.nullable(), reason }),
  output: z.strictObject({
    order,
    person: personSchema,
    limits: ownLimitsSchema,
    from: time,
    until: time.nullable(),
    reason,
  }),
  steps: ["order"],
  timeLimitMs: 15_000,
});

/** Ends a person's own limits: from then on theirs are what their roles give. */
export const limitEnd = defineAction({
  name: "limit.end",
  lane: "quick",
  risk: "change",
  input: z.strictObject({ account: accountSchema }),
  output: z.strictObject({ order, account: accountSchema }),
  steps: ["order"],
  timeLimitMs: 15_000,
});

const exam = { course: groupSchema, from: time, until: time, reason };

/** Who is in a course now, as one host's directory says; `sits`: an exam of it would hold for them. */
export const memberSchema = personSchema.extend({
  fullName: z.string(),
  roles: z.array(roleSchema),
  sits: z.boolean(),
});
export type Member = z.infer<typeof memberSchema>;

/** Whom an exam would touch. What is asked for comes back, so that it can be confirmed. */
export const examPreview = defineAction({
  name: "exam.preview",
  lane: "quick",
  risk: "read",
  input: z.strictObject(exam),
  output: z.strictObject({ ...exam, members: z.array(memberSchema).max(2_000) }),
  steps: [],
  timeLimitMs: 15_000,
});

/** For that time the students of a course may only look at things. */
export const examStart = defineAction({
  name: "exam.start",
  lane: "quick",
  risk: "change",
  input: z.strictObject(exam),
  output: z.strictObject({ order, ...exam, sitting: z.int() }),
  steps: ["order"],
  timeLimitMs: 15_000,
});

export const examEnd = defineAction({
  name: "exam.end",
  lane: "quick",
  risk: "change",
  input: z.strictObject({ course: groupSchema }),
  output: z.strictObject({ order, course: groupSchema }),
  steps: ["order"],
  timeLimitMs: 15_000,
});

const maintenance = { what: maintainedSchema, from: time, until: time, reason };

/** For that time nothing of it is expected to work: no alerts, and no jobs that would not be over before. */
export const maintenanceAdd = defineAction({
  name: "maintenance.add",
  lane: "quick",
  risk: "change",
  input: z.strictObject(maintenance),
  output: z.strictObject({ order, ...maintenance }),
  steps: ["order"],
  timeLimitMs: 15_000,
});

export const maintenanceEnd = defineAction({
  name: "maintenance.end",
  lane: "quick",
  risk: "change",
  input: z.strictObject({ what: maintainedSchema }),
  output: z.strictObject({ order, what: maintainedSchema }),
  steps: ["order"],
  timeLimitMs: 15_000,
});

export const orderActions = [
  limitSet,
  limitEnd,
  examPreview,
  examStart,
  examEnd,
  maintenanceAdd,
  maintenanceEnd,
] as const;
