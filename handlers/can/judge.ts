import type { Refusal } from "../../protocol/refusal.ts";
import type { Command, ErasedActionCommand, Values } from "../kit/definition.ts";
import { ownGuests } from "../kit/directory.ts";
import { neverAllowed } from "../kit/dispatch.ts";
import { hintedDecision, localRefusal } from "../kit/hint.ts";
import { parseLine } from "../kit/line.ts";
import { lineInstead, lineOf, passingLineOf } from "../kit/passing.ts";
import type { Context } from "../kit/ports.ts";

/** What would become of a line, as far as the bot can tell. */
export type Judgement =
  /** It was not understood. */
  | { readonly kind: "usage"; readonly refusal: Refusal; readonly command: Command | undefined }
  /** `sure`: the host is expected to say the same. `line`: what would be done. */
  | { readonly kind: "allowed"; readonly line: string; readonly host: string | undefined; readonly sure: boolean }
  /** `passing`: the nearest line that would pass. `asked`: the line, where an exception may be asked for it. */
  | {
      readonly kind: "refused" | "approval";
      readonly line: string;
      readonly refusal: Refusal;
      readonly passing: string | undefined;
      readonly sure: boolean;
    };

/** Takes a line as far as its decision, and no further: nothing is written, sent or asked. */
export async function judge(line: string, context: Context, registry: readonly Command[]): Promise<Judgement> {
  const taken = ownGuests(context).map(({ guest }) => guest.name);
  const parsed = parseLine(line, registry, taken);
  if (parsed.kind === "problem") {
    const { refusal, command } = parsed;
    const never = command === undefined ? undefined : mayNever(command, context);
    return never === undefined ? { kind: "usage", refusal, command } : refusedFor(line, never);
  }
  if (parsed.kind === "help") {
    const refusal = localRefusal(context, "help");
    return refusal === undefined ? allowed(line) : refusedFor(line, refusal);
  }
  const { command, values } = parsed;
  const meant = lineOf(command, values);
  if (command.kind === "action") return judgeJob(command, values, meant, context);
  const refusal = localRefusal(context, command.permission);
  return refusal === undefined ? allowed(meant) : refusedFor(meant, refusal);
}

const allowed = (line: string): Judgement => ({ kind: "allowed", line, host: undefined, sure: true });
const refusedFor = (line: string, refusal: Refusal): Judgement => ({
  ...{ kind: "refused", line, refusal, passing: undefined, sure: true },
});

/** A verb that somebody may never use is told as such, whatever is wrong with the line. */
function mayNever(command: Command, context: Context): Refusal | undefined {
  if (command.kind === "action") return neverAllowed(command, context);
  const never = context.policies.never(command.permission, context.person.roles);
  return never && (localRefusal(context, command.permission) ?? never);
}

async function judgeJob(
  command: ErasedActionCommand,
  values: Values,
  line: string,
  context: Context,
): Promise<Judgement> {
  const never = neverAllowed(command, context);
  if (never !== undefined) return refusedFor(line, never);
  const prepared = await command.prepare(values, context);
  if (!prepared.ok) {
    const { refusal } = prepared;
    return { kind: "refused", line, refusal, passing: lineInstead(command, values, refusal), sure: true };
  }
  const { host, input } = prepared.value;
  const { decision, sure } = hintedDecision(context, command.action, input, host);
  if (decision.effect === "allow") return { kind: "allowed", line, host, sure };
  const { refusal } = decision;
  const named = typeof values["host"] === "string" ? values["host"] : undefined;
  const passing = passingLineOf(command, input, refusal, named);
  return { kind: decision.effect === "approval" ? "approval" : "refused", line, refusal, passing, sure };
}
