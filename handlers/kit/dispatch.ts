import type { Decision } from "../../policies/facts.ts";
import type { ChatIdentity } from "../../protocol/messages.ts";
import type { Refusal } from "../../protocol/refusal.ts";
import { refuse } from "../../protocol/refusal.ts";
import { holdsPrivateKey } from "../../protocol/ssh/private-key.ts";
import type { Command, ErasedActionCommand, Files, LocalCommand, Values } from "./definition.ts";
import { ownGuests } from "./directory.ts";
import { helpReply } from "./help.ts";
import { hintedDecision, localRefusal } from "./hint.ts";
import { parseLine } from "./line.ts";
import { lineInstead, lineOf, passingLineOf } from "./passing.ts";
import type { Context } from "./ports.ts";
import { refusalReply } from "./refusals.ts";
import type { Language, Reply } from "./reply.ts";
import { usageReply } from "./usage.ts";

/** One thing that somebody typed or pressed. */
export interface Invocation {
  /** The platform's own id with the platform's name in front: "terminal:<uuid>". Repeated, it is the same job. */
  readonly id: string;
  readonly identity: ChatIdentity;
  readonly account: string;
  /** An executor's signed word that the identity is the account (protocol/messages.ts, vouchedSchema). */
  readonly proof?: string;
  /** Of the account when the identity was linked to it; absent where root says who asks. */
  readonly uid?: number;
  readonly place: "private" | "channel";
  /** Of the chat platform; what the person chose with /me language goes before it. */
  readonly language?: Language;
  readonly line: string;
  /** The person has already said yes to a destructive act. */
  readonly confirmed: boolean;
  /** What was attached, by parameter name. */
  readonly files?: Files;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What becomes of a line: an answer, a question to answer first, or a job to sign and send. */
export type Dispatched =
  | {
      readonly kind: "final";
      readonly status: "done" | "usage" | "refused" | "failed";
      readonly reply: Reply;
      readonly refusal?: Refusal;
      readonly output?: unknown;
    }
  | { readonly kind: "confirm"; readonly reply: Reply }
  | {
      readonly kind: "job";
      readonly command: ErasedActionCommand;
      readonly host: string;
      readonly input: unknown;
    }
  | ({ readonly kind: "approval" } & Held);

/** A request that nothing but another person's yes holds back. */
export interface Held {
  readonly command: ErasedActionCommand;
  readonly host: string;
  readonly input: unknown;
  /** Which rule asks, and whose yes lifts it. */
  readonly refusal: Refusal;
}

type Typed = Pick<Invocation, "line" | "confirmed" | "files"> & {
  /** Where another person's yes is all that is lacking, it is asked for, whichever rule says no. */
  readonly exception?: boolean;
};

/** Understands one line for one person. Refusals are answers; a fault (a bug, a database) is thrown. */
export async function dispatch(invocation: Typed, context: Context, registry: readonly Command[]): Promise<Dispatched> {
  // Before anything is made of it: whatever was meant, it is shown to nobody and kept nowhere.
  if (holdsPrivateKey(invocation.line)) return refusedWith(refuse("key.private"), context);
  const taken = ownGuests(context).map(({ guest }) => guest.name);
  const parsed = parseLine(invocation.line, registry, taken, invocation.files);
  if (parsed.kind === "problem") {
    const { refusal, command } = parsed;
    const never = command?.kind === "action" ? neverAllowed(command, context) : undefined;
    if (never !== undefined) return refusedWith(never, context);
    const status = refusal.code === "name.invalid" ? "refused" : "usage";
    return { kind: "final", status, refusal, reply: usageReply(refusal, context, command) };
  }
  if (parsed.kind === "help") {
    const refusal = localRefusal(context, "help");
    return refusal === undefined ? done(helpReply(parsed.topic, context, registry)) : refusedWith(refusal, context);
  }
  const { command, values } = parsed;
  const { exception } = invocation;
  const confirmed = invocation.confirmed || parsed.confirmed;
  const again: Again = (line, asks) =>
    dispatch({ line, confirmed: asks && confirmed, exception: asks }, context, registry);
  return command.kind === "local"
    ? answerLocal(command, values, context, again)
    : prepareJob(command, values, { confirmed, exception: exception === true }, context);
}

const done = (reply: Reply, output?: unknown): Extract<Dispatched, { kind: "final" }> => ({
  kind: "final",
  status: "done",
  reply,
  ...(output === undefined ? {} : { output }),
});

const refusedWith = (refusal: Refusal, context: Context, line?: string, asked?: string): Dispatched => ({
  kind: "final",
  status: "refused",
  refusal,
  reply: refusalReply(refusal, context, line, asked),
});

/** Dispatches another line in the place of the one that was typed; `asks`: for an exception. */
type Again = (line: string, asks: boolean) => Promise<Dispatched>;

async function answerLocal(command: LocalCommand, values: Values, context: Context, again: Again): Promise<Dispatched> {
  const refusal = localRefusal(context, command.permission);
  if (refusal !== undefined) return refusedWith(refusal, context);
  const answer = await command.answer(values, context);
  if ("instead" in answer) return again(answer.instead, answer.exception === true);
  if ("reply" in answer) {
    const { reply, output, status, refusal: why } = answer;
    return { ...done(reply, output), ...(status && { status }), ...(why && { refusal: why }) };
  }
  return refusedWith(answer.refusal, context, lineInstead(command, values, answer.refusal));
}

async function prepareJob(
  command: ErasedActionCommand,
  values: Values,
  { confirmed, exception }: { readonly confirmed: boolean; readonly exception: boolean },
  context: Context,
): Promise<Dispatched> {
  const prepared = await command.prepare(values, context);
  if (!prepared.ok) {
    const never = neverAllowed(command, context);
    if (never !== undefined) return refusedWith(never, context);
    return refusedWith(prepared.refusal, context, lineInstead(command, values, prepared.refusal));
  }
  const { host, confirm, look, instead } = prepared.value;
  const { command: does, input } = instead ?? { command, input: prepared.value.input };
  const named = typeof values["host"] === "string" ? values["host"] : undefined;
  const { decision, sure } = hintedDecision(context, does.action, input, host);
  const refusal = decision.effect === "allow" || !sure ? undefined : decision.refusal;
  const isHeld = refusal !== undefined && context.approvals !== undefined && isLiftable(decision, exception);
  if (refusal !== undefined && !isHeld)
    return refusedWith(refusal, context, passingLineOf(does, input, refusal, named), lineOf(command, values));
  if (confirm !== undefined && !confirmed) return { kind: "confirm", reply: confirm };
  if (isHeld) return { kind: "approval", command: does, host, input, refusal };
  if (look !== undefined && !confirmed) return { kind: "job", command: look.command, host, input: look.input };
  return { kind: "job", command: does, host, input };
}

/** Some rules ask for another person's yes by themselves; others only say whose yes would make an exception. */
const isLiftable = (decision: Decision, exception: boolean): boolean =>
  decision.effect === "approval" ||
  (exception && decision.effect === "refuse" && (decision.refusal.approvers ?? []).length > 0);

/** Somebody who may never do this learns nothing else, such as what there is to do it with. */
export function neverAllowed(command: ErasedActionCommand, context: Context): Refusal | undefined {
  const never = context.policies.never(command.action, context.person.roles);
  return never && (localRefusal(context, "help") ?? never);
}
