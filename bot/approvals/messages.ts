import { approvalCard } from "../../handlers/approvals/card.ts";
import { endOf, requestReply } from "../../handlers/approvals/request.ts";
import { shared } from "../../handlers/approvals/shared.words.ts";
import type { ApprovalView } from "../../handlers/kit/approvals.ts";
import type { ErasedActionCommand } from "../../handlers/kit/definition.ts";
import type { Reader } from "../../handlers/kit/ports.ts";
import type { Language } from "../../handlers/kit/reply.ts";
import type { Surroundings } from "../contexts.ts";
import type { Handlers } from "../handlers.ts";
import type { Message } from "../message.ts";

export interface ApprovalMessages {
  /** For who asked, in the language in which they did. */
  readonly request: (view: ApprovalView, language: Language) => Message;
  /** For everybody in the approvers' channel, in the department's language. */
  readonly card: (view: ApprovalView | undefined) => Message;
}

/** @param isAsked whether approvers are asked in a channel at all */
export function createApprovalMessages(
  { commands }: Pick<Handlers, "commands">,
  surroundings: Pick<Surroundings, "timeZone" | "language" | "now">,
  isAsked: boolean,
): ApprovalMessages {
  const { timeZone, now } = surroundings;
  const readerOf = (language: Language): Reader => ({ language, timeZone, now });
  return {
    request: (view, language) => {
      const refusal = endOf(view);
      const reply = requestReply(view, commandOf(commands, view.command), readerOf(language), isAsked);
      return refusal === undefined ? { reply, final: false } : { reply, final: true, status: "refused", refusal };
    },
    card: (view) => {
      const { language } = surroundings;
      if (view === undefined) {
        const title = shared.forgotten[language];
        return { reply: { tone: "unknown", title, privacy: "place" }, final: true, status: "failed" };
      }
      const reply = approvalCard(view, commandOf(commands, view.command), readerOf(language));
      if (view.state === "waiting") return { reply, final: false };
      return { reply, final: true, status: view.state === "approved" ? "done" : "refused" };
    },
  };
}

/** The verb that a request is for; undefined for one that this release has no more. */
export const commandOf = (commands: Handlers["commands"], name: string): ErasedActionCommand | undefined =>
  commands.find(
    (command): command is ErasedActionCommand =>
      command.kind === "action" && `${command.family} ${command.verb}` === name,
  );
