import { z } from "zod";
import {
  chatIdentitySchema,
  type Result,
  resultSchema,
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
});
export type ListedCommand = z.infer<typeof listedSchema>;

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
