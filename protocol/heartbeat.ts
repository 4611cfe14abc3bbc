import { z } from "zod";
import { type StatementKind, statementShape } from "./statement.ts";

/** What whoever asks chooses, so that no earlier answer passes for this one. */
export const heartbeatNonceSchema = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/u);

const heartbeatSchema = z.strictObject({
  ...statementShape,
  nonce: heartbeatNonceSchema,
  /** Whether the bot can reach Redis, without which it can do nothing for anybody. */
  redis: z.boolean(),
});
export type Heartbeat = z.infer<typeof heartbeatSchema>;

/** What a bot says when it is asked whether it lives. */
export const heartbeatKind: StatementKind<Heartbeat> = {
  type: "shisa-heartbeat",
  name: "heartbeat",
  role: "bot",
  schema: heartbeatSchema,
  maxLength: 2_000,
};
/** Where a bot is asked, below its webhooks' address. */
export const heartbeatPath = "/heartbeat";
