import type { LinkingPort } from "../../handlers/kit/linking.ts";
import type { Language } from "../../handlers/kit/reply.ts";
import { type Refusal, refuse } from "../../protocol/refusal.ts";
import type { Audit } from "../audit.ts";
import type { Core } from "../core.ts";
import { answerLink } from "../linking/answer.ts";
import { readLinkLine } from "../linking/line.ts";
import type { Logger } from "../log.ts";
import type { Message, MessagePort } from "../message.ts";
import type { People } from "../people/people.ts";
import { unlinkedReply } from "../people/words.ts";
import { faultReply } from "../words.ts";
import type { Arrival } from "./arrival.ts";
import { SendError, type Surface } from "./surface.ts";
import { relinked } from "./words.ts";

export interface AnswerParts {
  readonly core: Core;
  readonly people: People;
  readonly linking: LinkingPort;
  readonly audit: Audit;
  readonly log: Logger;
  readonly languageOf: (arrival: Arrival) => Language;
  readonly refused: (refusal: Refusal, language: Language) => Message;
}

/** The largest file that a command may bring, in bytes. */
const attachmentMaxBytes = 1_000_000;
const admitAgainMs = 2_000;
const admitTries = 30;

/** Finds out who did something on a chat platform, and has it answered. The function that it makes never throws. */
export function createAnswer(parts: AnswerParts): (arrival: Arrival, surface: Surface, port: MessagePort) => void {
  const { core, people, linking, audit, log } = parts;
  type File = { readonly name: string; readonly content: Uint8Array };

  const filesOf = async (arrival: Arrival, surface: Surface): Promise<Record<string, File> | Refusal> => {
    const files: Record<string, File> = {};
    for (const attachment of arrival.attachments) {
      const { field, name, size } = attachment;
      if (size > attachmentMaxBytes) return refuse("file.too_large", { name, size, limit: attachmentMaxBytes });
      try {
        files[field] = { name, content: await surface.fetch(attachment, attachmentMaxBytes) };
      } catch (cause) {
        log.warn({ err: cause }, "fetching an attached file");
        return refuse("file.unreadable", { name });
      }
    }
    return files;
  };
  const refuseTo = (refusal: Refusal, arrival: Arrival, port: MessagePort): void => {
    audit.record({ event: "command.refused", why: refusal.code, ...arrival.identity });
    port.show(parts.refused(refusal, parts.languageOf(arrival)));
  };
  const answer = async (arrived: Arrival, surface: Surface, port: MessagePort): Promise<void> => {
    const { identity, place } = arrived;
    const barred = await patiently(() => surface.admit(arrived));
    // Of somebody who is new on the platform it is known only now.
    const language = arrived.language ?? (await surface.languageOf?.(identity));
    const arrival = language === undefined ? arrived : { ...arrived, language };
    if (barred !== undefined) return refuseTo(barred, arrival, port);
    const linkLine = readLinkLine(arrival.line);
    if (linkLine !== undefined)
      return port.show(await answerLink(linkLine, identity, parts.languageOf(arrival), linking, parts.refused));
    const person = people.find(identity);
    if (person === undefined) {
      audit.record({ event: "command.refused", why: "person.unlinked", ...identity });
      const reply = unlinkedReply(identity, parts.languageOf(arrival));
      return port.show({ reply, final: true, status: "refused" });
    }
    if (person.account !== arrival.account) {
      audit.record({ event: "command.refused", why: "person.relinked", ...identity });
      return port.show(relinked(parts.languageOf(arrival)));
    }
    const files = arrival.attachments.length === 0 ? {} : await filesOf(arrival, surface);
    if (isRefusal(files)) return refuseTo(files, arrival, port);
    const { account, uid } = person;
    const proof = people.linkOf(identity)?.statement;
    return core.handle(
      {
        id: arrival.invocation,
        identity,
        account,
        uid,
        ...(proof === undefined ? {} : { proof }),
        place: place.kind === "direct" ? "private" : "channel",
        ...(language === undefined ? {} : { language }),
        line: arrival.line,
        confirmed: arrival.confirmed,
        ...(arrival.attachments.length === 0 ? {} : { files }),
        at: arrival.at,
      },
      port,
    );
  };

  return (arrival, surface, port) => {
    answer(arrival, surface, port).catch((cause: unknown) => {
      log.error({ err: cause, invocation: arrival.invocation }, "answering a command from a chat");
      port.show({ reply: faultReply(parts.languageOf(arrival)), final: true, status: "failed" });
    });
  };
}

const isRefusal = (it: object): it is Refusal => "code" in it && typeof it.code === "string";

/** A platform that cannot say just now whether somebody may is asked again for a minute. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (cause) {
      const passes = cause instanceof SendError && (cause.kind === "limited" || cause.kind === "unreachable");
      if (!passes || tries >= admitTries) throw cause;
      await new Promise((resolve) => setTimeout(resolve, Math.max(cause.afterMs, admitAgainMs)));
    }
  }
}
