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

/** What of a command was done on another host before, work over several hosts being one grant after the other. */
const legSchema = z.strictObject({
  host: z.string(),
  executor: z.string(),
  action: z.string(),
  steps: z.array(stepReportSchema),
  /** Milliseconds since 1970. */
  accepted_at: z.int(),
});
export type Leg = z.infer<typeof legSchema>;

/** One accepted command, as it is written down. Times in milliseconds since 1970, `deadline` in seconds. */
export const commandSchema = z.object({
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
  /** Oldest first; all else in the row is about what follows them. */
  legs: json(z.array(legSchema)),
});
export type StoredCommand = z.infer<typeof commandSchema>;

export const listedSchema = commandSchema.pick({
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
  legs: true,
});
export type ListedCommand = z.infer<typeof listedSchema>;

/** What is known when a command is accepted. */
export type NewCommand = Omit<
  StoredCommand,
  "number" | "status" | "steps" | "boot" | "turn" | "result" | "final" | "ended_at" | "legs"
>;

/** What a command becomes when it goes on on another host. */
export type Moved = Pick<
  StoredCommand,
  "command" | "action" | "input" | "host" | "executor" | "accepted_at" | "deadline" | "legs"
>;

/** The steps of all its hosts, in order. */
export const stepsOfAll = ({ legs, steps }: Pick<StoredCommand, "legs" | "steps">): StepReport[] => [
  ...legs.flatMap((leg) => leg.steps),
  ...steps,
];

/** When it was asked for, in milliseconds since 1970. */
export const askedAt = ({ legs, accepted_at }: Pick<StoredCommand, "legs" | "accepted_at">): number =>
  legs[0]?.accepted_at ?? accepted_at;

/** How a command ended, as it is written down in one go. */
export interface Ending {
  readonly status: CommandStatus;
  readonly result: Result;
  readonly final: Message;
  readonly endedAt: number;
}
