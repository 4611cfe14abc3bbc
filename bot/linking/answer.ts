import type { LinkingPort } from "../../handlers/kit/linking.ts";
import type { Language } from "../../handlers/kit/reply.ts";
import { provedReply } from "../../handlers/link/prove.ts";
import { beginReply } from "../../handlers/link/show.ts";
import { linkableSchema } from "../../protocol/identity.ts";
import type { ChatIdentity } from "../../protocol/messages.ts";
import type { Refusal } from "../../protocol/refusal.ts";
import type { Message } from "../message.ts";
import type { LinkLine } from "./line.ts";

/** Answers who links themselves; they need not be anybody here. */
export async function answerLink(
  line: LinkLine,
  identity: ChatIdentity,
  language: Language,
  linking: LinkingPort,
  refused: (refusal: Refusal, language: Language) => Message,
): Promise<Message> {
  const here = linkableSchema.parse(identity);
  if (line.kind === "begin") {
    const nonce = await linking.begin(here);
    return { reply: beginReply(nonce, linking.find(here), language), final: true, status: "done" };
  }
  const proved = await linking.prove(here, line.credential);
  if (!proved.ok) return refused(proved.refusal, language);
  return { reply: provedReply(here, proved.value, language), final: true, status: "done" };
}
