import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { jobCancel } from "../../../protocol/actions/jobs.ts";
import type { Person } from "../../../protocol/messages.ts";
import { accepted } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";

/** Ends a person's own waiting or running job; says whether there was one. */
export type Cancel = (grant: string, person: Person) => Promise<boolean>;

const planSchema = z.strictObject({ grant: z.string() });

export const createCancelRunner = (cancel: Cancel): AnyRunner =>
  defineRunner<typeof jobCancel, z.infer<typeof planSchema>>({
    action: jobCancel,
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: ({ grant }) => Promise.resolve(accepted({ grant })),
    planSchema,
    steps: {},
    result: async ({ grant }, job) => ({ found: await cancel(grant, job.person) }),
  });
