import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { examPreview, memberSchema } from "../../../protocol/actions/orders.ts";
import { accepted } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import { membersOf } from "./course.ts";
import { timesOf } from "./exam-start.ts";
import type { OrderTools } from "./tools.ts";

const planSchema = examPreview.input.extend({ members: z.array(memberSchema) });
type Plan = z.infer<typeof planSchema>;

/** Says whom an exam would touch, or why it could not be ordered. */
export const examPreviewRunner = (tools: OrderTools): AnyRunner =>
  defineRunner<typeof examPreview, Plan>({
    action: examPreview,
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: async (input, job) => {
      const wrong = timesOf(tools.book, input, job.now());
      if (wrong !== undefined) return wrong;
      const members = await membersOf(input.course, tools);
      return members.ok ? accepted({ ...input, members: [...members.value] }) : members;
    },
    planSchema,
    steps: {},
    result: (plan) => Promise.resolve(plan),
  });
