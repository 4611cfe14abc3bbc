import type { Socket } from "node:net";
import type { Invocation } from "../../../handlers/kit/dispatch.ts";
import type { ChatIdentity } from "../../../protocol/messages.ts";
import { type Refusal, refuse } from "../../../protocol/refusal.ts";
import type { Core } from "../../core.ts";
import type { Message } from "../../message.ts";
import { filesOf } from "../files.ts";
import { portOf } from "../port.ts";
import type { PublicParts } from "./parts.ts";
import type { Proof } from "./proving.ts";
import type { OpenSession } from "./sessions.ts";
import type { PublicClientMessage, PublicServerMessage } from "./wire.ts";

export interface SessionOptions {
  readonly proof: Proof;
  readonly identity: ChatIdentity;
  readonly socket: Socket;
  readonly send: (message: PublicServerMessage) => void;
  /** Ends the session, saying why. */
  readonly end: (refusal: Refusal) => void;
  readonly core: Core;
  readonly parts: Pick<PublicParts, "directory" | "mayAct" | "refusalReply" | "proveLink" | "now" | "log">;
}

type Say = Extract<PublicClientMessage, { type: "say" }>;

/** What a terminal may do once it is known whose it is; until the time is over, or the account is gone. */
export function openSession(options: SessionOptions): OpenSession & { take: (message: PublicClientMessage) => void } {
  const { proof, identity, socket, send, core, parts } = options;
  const { name: account, uid } = proof.person;
  let isOver = false;
  const end = (refusal: Refusal): void => {
    if (!isOver) options.end(refusal);
    isOver = true;
  };
  // By the time that passes, whatever the clock says; and by the clock, below, which an executor goes by.
  const timer = setTimeout(() => end(refuse("session.over")), Math.max(0, proof.until - parts.now()));
  socket.once("close", () => clearTimeout(timer));
  const look = (): void => {
    if (parts.now() >= proof.until) end(refuse("session.over"));
    else if (parts.directory.person(account)?.uid !== uid) end(refuse("person.unknown"));
  };
  const show = (id: string, message: Message): void => send({ type: "message", id, ...message });
  const invocation = ({ id, line, confirmed, language, file }: Say): Invocation => ({
    id: `terminal:${id}`,
    identity,
    account,
    uid,
    proof: proof.statement,
    place: "private",
    ...(language === undefined ? {} : { language }),
    line,
    ...filesOf(file),
    confirmed,
    at: parts.now(),
  });
  const complete = (id: string, line: string): void => {
    try {
      send({ type: "completions", id, items: [...core.complete({ account, identity, line })] });
    } catch (cause) {
      parts.log.error({ err: cause }, "completing a line");
      send({ type: "completions", id, items: [] });
    }
  };

  return {
    account,
    look,
    take: (message) => {
      look();
      if (isOver || message.type === "proof") return;
      const { id } = message;
      if (!parts.mayAct(account)) {
        if (message.type === "complete") return send({ type: "completions", id, items: [] });
        const refusal = refuse("session.flood");
        const reply = parts.refusalReply(refusal, message.language);
        return show(id, { reply, final: true, status: "refused", refusal });
      }
      if (message.type === "complete") return complete(id, message.line);
      if (message.type === "say")
        return void core.handle(
          invocation(message),
          portOf(socket, (said) => show(id, said)),
        );
      const { nonce, credential, language } = message;
      if (parts.proveLink === undefined) {
        const refusal = refuse("action.unknown");
        return show(id, { reply: parts.refusalReply(refusal, language), final: true, status: "refused", refusal });
      }
      void parts.proveLink({ id, nonce, credential, language, identity, account }).then((said) => show(id, said));
    },
  };
}
