import type { Language, Reply } from "../../handlers/kit/reply.ts";
import { provedReply } from "../../handlers/link/prove.ts";
import { type Refusal, refuse } from "../../protocol/refusal.ts";
import type { Message } from "../message.ts";
import type { ProveLink } from "../terminal/public/parts.ts";
import type { Linking } from "./linking.ts";

export interface Saying {
  readonly refusalReply: (refusal: Refusal, language: Language | undefined) => Reply;
  /** The department's. */
  readonly language: Language;
}

/** Links a chat by what its person hands over at a terminal; the chat is told by itself. Never rejects. */
export function createProveLink(linking: Pick<Linking, "proveNonce">, saying: Saying): ProveLink {
  return async ({ nonce, credential, language }): Promise<Message> => {
    const proved = await linking.proveNonce(nonce, credential).catch((cause: unknown) => ({
      ok: false as const,
      refusal: refuse("munge.failed", { reason: String(cause).slice(0, 100) }),
    }));
    if (!proved.ok) {
      const { refusal } = proved;
      return { reply: saying.refusalReply(refusal, language), final: true, status: "refused", refusal };
    }
    const { identity, ...person } = proved.value;
    return { reply: provedReply(identity, person, language ?? saying.language), final: true, status: "done" };
  };
}
