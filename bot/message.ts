import { z } from "zod";
import { refusalSchema } from "../protocol/refusal.ts";
import { replySchema } from "./reply-schema.ts";

/** How a final message ended; `confirm` asks for the same line again, confirmed. */
export const finalStatusSchema = z.enum([
  "done",
  "failed",
  "usage",
  "refused",
  "confirm",
  "cancelled",
  "not_run",
  "unknown",
]);
export type FinalStatus = z.infer<typeof finalStatusSchema>;

/** One edit of an invocation's one message; a final one has its status. */
export const messageSchema = z.strictObject({
  reply: replySchema,
  final: z.boolean(),
  status: finalStatusSchema.exactOptional(),
  refusal: refusalSchema.exactOptional(),
  /** The action's typed output, or what a command answered by the bot gives. */
  output: z.unknown().exactOptional(),
  /** The job's number, where there is one. */
  job: z.int().exactOptional(),
});
export type Message = z.infer<typeof messageSchema>;

/** Where an invocation's one message is shown, by whatever platform. */
export interface MessagePort {
  /** Shortest time between two edits that are not final, in milliseconds: what the platform bears. */
  readonly editEveryMs: number;
  /** Shows the message, in place of what was shown before. Must not throw: a reader who has gone is no fault. */
  readonly show: (message: Message) => void;
  /** Called with what ends the port's interest (the reader has gone). */
  readonly onGone: (forget: () => void) => void;
}
