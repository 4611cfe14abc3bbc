import { z } from "zod";
import { defineAction } from "../action.ts";

/** Passes every check and does nothing: shows that the way from the chat to the host and back is open. */
export const hostPing = defineAction({
  name: "host.ping",
  lane: "quick",
  risk: "read",
  input: z.strictObject({}),
  output: z.strictObject({ host: z.string() }),
  steps: [],
  timeLimitMs: 5_000,
});

export const hostActions = [hostPing] as const;
