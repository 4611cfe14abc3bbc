import type { Expr, PolicyJson } from "@cedar-policy/cedar-wasm/nodejs";
import { z } from "zod";
import { roleSchema } from "../protocol/messages.ts";
import { mentionsOf } from "./expressions.ts";

/** Who can be asked for an approval at all; which of them a rule takes stands in the rule. */
export const approverRoles = ["staff", "admin"] as const;
export type ApproverRole = (typeof approverRoles)[number];

const approver = z.strictObject({ left: z.strictObject({ Var: z.literal("context") }), attr: z.literal("approver") });
const role = z.strictObject({
  Value: z.strictObject({ __entity: z.strictObject({ type: z.literal("Role"), id: roleSchema }) }),
});

/** `context has approver && context.approver in [Role::"staff", …]` in Cedar's JSON form. */
const clause = z.strictObject({
  "&&": z.strictObject({
    left: z.strictObject({ has: approver }),
    right: z.strictObject({
      in: z.strictObject({ left: z.strictObject({ ".": approver }), right: z.strictObject({ Set: z.array(role) }) }),
    }),
  }),
});

/**
 * The roles whose yes lifts a rule, as its one clause about the approver says; undefined where it does not say so in
 * just that form. Without an approver such a clause is false, so a rule that does not apply then applies with none.
 */
export function liftersOf({ conditions }: PolicyJson): readonly ApproverRole[] | undefined {
  const about = conditions.filter(({ body }) => mentionsApprover(body));
  const [only, ...others] = about;
  if (only?.kind !== "unless" || others.length > 0) return undefined;
  const read = clause.safeParse(only.body);
  if (!read.success) return undefined;
  const named = new Set<string>(read.data["&&"].right.in.right.Set.map(({ Value }) => Value.__entity.id));
  return approverRoles.filter((each) => named.has(each));
}

const mentionsApprover = (body: Expr): boolean => mentionsOf(body)?.has("approver") ?? true;
