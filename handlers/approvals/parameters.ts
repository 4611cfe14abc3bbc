import type { Outcome } from "../../protocol/refusal.ts";
import { refuse, refused } from "../../protocol/refusal.ts";
import type { Approvals, ApprovalView, By } from "../kit/approvals.ts";
import type { Answer, Parameter, Values } from "../kit/definition.ts";
import type { Context } from "../kit/ports.ts";
import { shared } from "./shared.words.ts";

export const numberParameter: Parameter = {
  name: "number",
  kind: "integer",
  place: "positional",
  required: true,
  text: shared.number,
  minimum: 1,
};

/** Does something to the approval that was named, and tells what became of it. */
export async function decided(
  values: Values,
  context: Context,
  act: (approvals: Approvals, number: number, by: By) => Promise<Outcome<ApprovalView>>,
  title: (number: number) => string,
): Promise<Answer> {
  const number = Number(values["number"]);
  const { person, identity, proof, approvals } = context;
  const by: By = { person, identity, ...(proof === undefined ? {} : { proof }) };
  const outcome =
    approvals === undefined ? refused(refuse("approval.unknown", { number })) : await act(approvals, number, by);
  if (!outcome.ok) return { refusal: outcome.refusal };
  const { state, revision } = outcome.value;
  return {
    reply: {
      tone: "done",
      title: title(number),
      text: [outcome.value.line],
      buttons: [{ label: shared.list[context.language], line: "/approvals list" }],
      privacy: "private",
    },
    output: { number, state, revision },
  };
}

/** A typed value that is text; "" where there is none. */
export const typedText = (values: Values, name: string): string => {
  const value = values[name];
  return typeof value === "string" ? value : "";
};
