import { requestReply } from "../../handlers/approvals/request.ts";
import type { Desk } from "../chat/desk.ts";
import type { Surroundings } from "../contexts.ts";
import type { Handlers } from "../handlers.ts";
import type { People } from "../people/people.ts";
import type { ApprovalBook } from "./approvals.ts";
import { commandOf } from "./messages.ts";

export interface ApprovalNoticesParts {
  readonly book: Pick<ApprovalBook, "onChange">;
  readonly handlers: Pick<Handlers, "commands">;
  readonly surroundings: Pick<Surroundings, "timeZone" | "now">;
  readonly people: Pick<People, "identitiesOf" | "find">;
  readonly tell: Desk["tell"];
  readonly platforms: readonly string[];
  readonly failed: (cause: unknown) => void;
}

/**
 * Whoever asked at a terminal and closed it is told how it was decided in every chat where they are known, once for each
 * decision.
 */
export function tellOfDecisions(parts: ApprovalNoticesParts): void {
  const { book, handlers, surroundings, people, tell, platforms, failed } = parts;
  const { timeZone, now } = surroundings;
  book.onChange((view, seen) => {
    if (seen || view.state === "waiting" || view.state === "withdrawn") return;
    const { number, state, requester } = view;
    for (const identity of people.identitiesOf(requester.name)) {
      const isTheirs = people.find(identity)?.uid === requester.uid && platforms.includes(identity.platform);
      if (!isTheirs) continue;
      tell(identity, `approval:${number}:${state}:${identity.workspace}:${identity.user}`, (language) => {
        const reply = requestReply(view, commandOf(handlers.commands, view.command), { language, timeZone, now }, true);
        return state === "approved"
          ? { reply: { ...reply, tone: "information" }, final: true, status: "done" }
          : { reply, final: true, status: "refused" };
      }).catch(failed);
    }
  });
}
