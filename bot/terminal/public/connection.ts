import type { Socket } from "node:net";
import type { Language } from "../../../handlers/kit/reply.ts";
import { type Refusal, refuse } from "../../../protocol/refusal.ts";
import { sessionNonce } from "../../../protocol/session.ts";
import { lineReader } from "../lines.ts";
import { lineWriter } from "../port.ts";
import { lineMaxBytes } from "../wire.ts";
import type { PublicParts } from "./parts.ts";
import type { Proof } from "./proving.ts";
import { openSession } from "./session.ts";
import { newSession } from "./session-id.ts";
import { type PublicClientMessage, type PublicServerMessage, proofMaxBytes, publicClientSchema } from "./wire.ts";

/** Whoever has connected has so long to send a proof, and then so long to be known, in milliseconds. */
const proofWithinMs = 10_000;
const knownWithinMs = 30_000;
/** A client that reads nothing may leave so much unread, in bytes. */
const unreadMaxBytes = 1_000_000;

/**
 * Serves one terminal of whoever could connect: says a nonce, has the proof looked at, and only then takes lines, as the
 * account that an executor named.
 * @param from where it comes from, for the audit and to share the room for newcomers
 */
export function createPublicConnection(socket: Socket, from: string, parts: PublicParts): void {
  const { core, prove, newcomers, sessions, bot, workspace, audit, log } = parts;
  const identity = { platform: "terminal", workspace, user: newSession() };
  const send = lineWriter<PublicServerMessage>(socket, unreadMaxBytes);
  let known: ((message: PublicClientMessage) => void) | undefined;
  let isAsked = false;

  const settled = newcomers.admit(from, () => socket.destroy());
  let patience = setTimeout(() => socket.destroy(), proofWithinMs);
  const endWith = (message: PublicServerMessage): void => {
    send(message);
    socket.end();
    // Who does not end it either is not waited for.
    setTimeout(() => socket.destroy(), 1_000).unref();
  };
  const refuseIt = (refusal: Refusal, language: Language | undefined): void =>
    endWith({ type: "refused", refusal, reply: parts.refusalReply(refusal, language) });
  const unreadable = (code: "line.too_long" | "line.unreadable", text: string): void =>
    endWith({ type: "error", code, text });

  const welcome = (proof: Proof, language: Language | undefined): void => {
    const { name: account, uid } = proof.person;
    const end = (refusal: Refusal): void => refuseIt(refusal, language);
    const session = openSession({ proof, identity, socket, send, end, parts, core });
    if (!sessions.add(session)) {
      refuseIt(refuse("session.many"), language);
      return;
    }
    socket.once("close", () => sessions.remove(session));
    audit.record({ event: "session.opened", account, uid, session: identity.user, from });
    known = session.take;
    send({ type: "welcome", account, until: proof.until });
  };
  const ask = async ({ credential, language }: Extract<PublicClientMessage, { type: "proof" }>): Promise<void> => {
    clearTimeout(patience);
    patience = setTimeout(() => refuseIt(refuse("session.busy"), language), knownWithinMs);
    const found = await prove(identity, credential, () => socket.destroyed);
    clearTimeout(patience);
    settled();
    if (socket.destroyed || !socket.writable) return;
    const person = found.ok ? parts.directory.person(found.value.person.name) : undefined;
    const isMember = found.ok && person?.uid === found.value.person.uid;
    const refusal = found.ok ? refuse("person.unknown") : found.refusal;
    if (found.ok && isMember) {
      welcome(found.value, language);
      return;
    }
    audit.record({ event: "session.refused", why: refusal.code, from });
    refuseIt(refusal, language);
  };

  const take = lineReader(lineMaxBytes, {
    line: (line) => {
      const message = line.length > proofMaxBytes && known === undefined ? undefined : read(line);
      const isProof = message?.type === "proof";
      if (message !== undefined && known !== undefined && !isProof) known(message);
      else if (isProof && !isAsked) {
        isAsked = true;
        ask(message).catch((cause: unknown) => {
          log.error({ err: cause }, "finding out who is at a terminal");
          endWith({ type: "error", code: "internal", text: "finding out who you are failed" });
        });
      } else {
        unreadable("line.unreadable", "the line is no message of a terminal, or not its turn");
        return false;
      }
      return true;
    },
    tooLong: () => unreadable("line.too_long", `a line may have at most ${lineMaxBytes} bytes`),
  });
  socket.setMaxListeners(0);
  socket.on("data", take);
  socket.on("error", () => socket.destroy());
  socket.once("close", () => {
    clearTimeout(patience);
    settled();
  });
  send({ type: "hello", nonce: sessionNonce(bot, identity.user) });
}

function read(line: string): PublicClientMessage | undefined {
  try {
    return publicClientSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
