import { LRUCache } from "lru-cache";
import type { Dispatched, Invocation } from "../handlers/kit/dispatch.ts";
import type { Context } from "../handlers/kit/ports.ts";
import type { Language } from "../handlers/kit/reply.ts";

import { grantIdOf } from "../protocol/ids.ts";
import { type Refusal, refuse } from "../protocol/refusal.ts";
import type { Accept } from "./accept.ts";
import type { ApprovalBook } from "./approvals/approvals.ts";
import { remembering } from "./audit/judged.ts";
import type { Audit } from "./audit.ts";
import { contextOf, languageOf, type Surroundings } from "./contexts.ts";
import type { Delivery } from "./delivery.ts";
import type { Handlers } from "./handlers.ts";
import type { KeptRefusals } from "./last-refusals.ts";
import type { Logger } from "./log.ts";
import type { Message, MessagePort } from "./message.ts";
import type { OpenCommands } from "./open-commands.ts";
import type { Commands } from "./store/commands.ts";
import { faultReply } from "./words.ts";

export interface Core {
  /**
   * Answers an invocation on its one message. The same id again is the same invocation: it shows the outcome there was,
   * or follows the job under way. Resolves when the first message was shown; never throws.
   */
  readonly handle: (invocation: Invocation, port: MessagePort) => Promise<void>;
  /** What could follow an unfinished line. */
  readonly complete: (about: Pick<Invocation, "account" | "identity" | "language" | "line">) => readonly string[];
}

export interface CoreParts {
  readonly handlers: Handlers;
  readonly surroundings: Surroundings;
  readonly commands: Commands;
  readonly open: OpenCommands;
  readonly delivery: Delivery;
  readonly accept: Accept;
  /** Absent: nothing can wait for another person's yes. */
  readonly approvals?: ApprovalBook;
  readonly audit: Audit;
  /** Keeps what somebody was refused, so that they can ask why. */
  readonly keepRefusal?: KeptRefusals["keep"];
  readonly log: Logger;
}

/** What became of an invocation: an answer, or a job, or what waits to be one, that is written down under its id. */
interface Outcome {
  readonly account: string;
  readonly message: Message | "job";
}

/** How long an answer that is no job is shown again to the same invocation. */
const answeredMs = 10 * 60_000;

export function createCore(parts: CoreParts): Core {
  const { handlers, surroundings, commands, open, delivery, accept, approvals, audit, log } = parts;
  const underWay = new Map<string, Promise<Outcome>>();
  const answered = new LRUCache<string, Outcome>({ max: 1_000, ttl: answeredMs, perf: surroundings });

  const refused = (refusal: Refusal, language: Language): Message => {
    const { timeZone, now } = surroundings;
    const reply = handlers.refusalReply(refusal, { language, timeZone, now });
    return { reply, final: true, status: "refused", refusal };
  };
  const become = async (dispatched: Dispatched, invocation: Invocation, context: Context): Promise<Message | "job"> => {
    if (dispatched.kind === "confirm") return { reply: dispatched.reply, final: true, status: "confirm" };
    if (dispatched.kind === "job" || dispatched.kind === "approval") {
      const refusal = await (dispatched.kind === "job"
        ? accept(dispatched, invocation, context)
        : (approvals?.hold(dispatched, invocation, context) ?? dispatched.refusal));
      return refusal === undefined ? "job" : refused(refusal, context.language);
    }
    const { reply, status, refusal, output } = dispatched;
    return {
      reply,
      final: true,
      status,
      ...(refusal === undefined ? {} : { refusal }),
      ...(output === undefined ? {} : { output }),
    };
  };
  /** Family and verb, where there are such: what else was typed may be anything, also a secret in the wrong place. */
  const asked = (line: string): string | undefined => {
    const [family = "", verb = ""] = line.toLowerCase().replace(/^\W+/u, "").split(/\s+/u, 2);
    const named = handlers.commands.filter((command) => command.family === family);
    if (named.length === 0) return undefined;
    return named.some((command) => command.verb === verb) ? `${family} ${verb}`.trim() : family;
  };
  const begin = async (invocation: Invocation): Promise<Outcome> => {
    const { id, account, identity } = invocation;
    const known = commands.byInvocation(id)?.account ?? approvals?.byInvocation(id)?.requester.name;
    if (known !== undefined) return { account: known, message: "job" };
    const language = languageOf(surroundings, account, invocation.language);
    const person = surroundings.directory.person(account);
    const judged = remembering(surroundings.policies);
    const message =
      person === undefined || (invocation.uid ?? person.uid) !== person.uid
        ? refused(person === undefined ? whyNobody(surroundings, account) : refuse("person.mismatch"), language)
        : await (async () => {
            const all = { ...surroundings, policies: judged.policies };
            const context = contextOf(all, person, identity, language, invocation.proof);
            return become(await handlers.dispatch(invocation, context, handlers.commands), invocation, context);
          })();
    if (message !== "job" && message.refusal !== undefined)
      audit.record({
        ...{ event: "command.refused", why: message.refusal.code },
        ...{ account, uid: person?.uid, asked: asked(invocation.line) },
        ...judged.of(message.refusal.code),
      });
    if (message !== "job" && message.status === "refused" && message.refusal !== undefined && person !== undefined)
      parts.keepRefusal?.(person, { at: surroundings.now(), line: invocation.line, refusal: message.refusal });
    const outcome: Outcome = { account, message };
    if (message !== "job") answered.set(id, outcome);
    return outcome;
  };
  const showJob = (id: string, port: MessagePort): void => {
    const grant = grantIdOf(id);
    const current = open.get(grant);
    const end = current === undefined ? commands.byGrant(grant)?.final : undefined;
    const held = current === undefined && end === undefined ? approvals?.byInvocation(id) : undefined;
    if (current !== undefined) delivery.follow(grant, port, open.message(current));
    else if (end !== undefined && end !== null) port.show(end);
    else if (held !== undefined && approvals !== undefined) delivery.follow(grant, port, approvals.message(held));
    else throw new Error("a command has neither an end nor a place among those under way");
  };

  return {
    handle: async (invocation, port) => {
      const { id, account } = invocation;
      try {
        const going = answered.get(id) ?? underWay.get(id) ?? begin(invocation);
        if (going instanceof Promise && !underWay.has(id)) {
          underWay.set(id, going);
          going.finally(() => underWay.delete(id)).catch(() => undefined);
        }
        const outcome = await going;
        if (outcome.account !== account) {
          audit.record({ event: "invocation.reused", account });
          port.show(refused(refuse("person.mismatch"), languageOf(surroundings, account, invocation.language)));
        } else if (outcome.message === "job") showJob(id, port);
        else port.show(outcome.message);
      } catch (cause) {
        log.error({ err: cause, invocation: id }, "answering a command");
        const language = languageOf(surroundings, account, invocation.language);
        port.show({ reply: faultReply(language), final: true, status: "failed" });
      }
    },
    complete: ({ account, identity, language, line }) => {
      const person = surroundings.directory.person(account);
      if (person === undefined) return [];
      const context = contextOf(surroundings, person, identity, languageOf(surroundings, account, language));
      return handlers.complete(line, context, handlers.commands);
    },
  };
}

/** Before any host was heard, nobody can be known. */
const whyNobody = ({ directory }: Surroundings, account: string): Refusal =>
  directory.hosts().length === 0 ? refuse("host.none") : refuse("person.unknown", { account: account.slice(0, 100) });
