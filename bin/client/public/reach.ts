import { readFile } from "node:fs/promises";
import { connect as connectPlain, isIP, type Socket } from "node:net";
import { checkServerIdentity, connect as connectTls } from "node:tls";
import { ToldError } from "../../kit/verb.ts";
import { UnreachableError } from "../connection.ts";
import { mustBeTheBots, type TerminalPlace } from "./place.ts";

const connectWithinMs = 10_000;

/**
 * Connects to where the bot is, and to nobody else: on this machine by who owns the socket's folder, on another by its
 * certificate.
 * @throws UnreachableError where nobody answers, ToldError where another than the bot may
 */
export async function reach(place: TerminalPlace): Promise<Socket> {
  if ("socket" in place) {
    await mustBeTheBots(place.socket).catch((cause: Error) => {
      throw cause instanceof ToldError ? cause : new UnreachableError(`connecting to ${place.socket}`, { cause });
    });
    return settled(connectPlain(place.socket), "connect", place.socket);
  }
  const { address, name } = place;
  const colon = address.lastIndexOf(":");
  const host = address.slice(0, colon).replace(/^\[(.*)\]$/u, "$1");
  const ca = await readFile(place.ca).catch((cause: Error) => {
    throw new ToldError(`reading who signed the bot's certificate, ${place.ca}: ${cause.message}`, { cause });
  });
  const expected = name ?? host;
  const socket = connectTls({
    host,
    port: Number(address.slice(colon + 1)),
    ca,
    minVersion: "TLSv1.3",
    checkServerIdentity: (_, certificate) => checkServerIdentity(expected, certificate),
    // RFC 6066: a server's name is never an address.
    ...(isIP(expected) === 0 ? { servername: expected } : {}),
  });
  return settled(socket, "secureConnect", address);
}

function settled(socket: Socket, event: "connect" | "secureConnect", where: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    socket.setTimeout(connectWithinMs, () => socket.destroy(new Error("no answer in time")));
    socket.once(event, () => {
      socket.setTimeout(0);
      resolve(socket);
    });
    socket.on("error", (cause: NodeJS.ErrnoException) => {
      const text = `connecting to ${where}: ${cause.message}`;
      reject(isOfCertificate(cause) ? new ToldError(text, { cause }) : new UnreachableError(text, { cause }));
    });
  });
}

/** It answered, but not as the bot that the certificate's signer knows: for a person to look at, not to try again. */
const isOfCertificate = ({ code = "" }: NodeJS.ErrnoException): boolean =>
  /CERT|^UNABLE_TO_|^ERR_SSL_|^ERR_TLS_|^HOSTNAME_/u.test(code);
