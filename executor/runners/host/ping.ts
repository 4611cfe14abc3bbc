import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { hostPing } from "../../../protocol/actions/host.ts";
import { accepted } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";

/** Does nothing, after every check. */
export const createPingRunner = (host: string): AnyRunner =>
  defineRunner<typeof hostPing, Record<string, never>>({
    action: hostPing,
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: () => Promise.resolve(accepted({})),
    planSchema: z.strictObject({}),
    steps: {},
    result: () => Promise.resolve({ host }),
  });
