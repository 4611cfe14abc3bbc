import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { isIP } from "node:net";
import { connect } from "node:tls";

const patienceMs = 10_000;
const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu;

/** When the certificate at a place ends, in milliseconds since 1970; of a chain, when the first of it does. */
export async function endOf(place: string, signal: AbortSignal): Promise<number | Error> {
  try {
    return place.startsWith("/") ? await endOfFile(place) : await endOfServer(place, signal);
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause));
  }
}

async function endOfFile(path: string): Promise<number> {
  const texts = (await readFile(path, "utf8")).match(pem) ?? [];
  if (texts.length === 0) throw new Error(`${path} holds no certificate`);
  return Math.min(...texts.map((text) => Date.parse(new X509Certificate(text).validTo)));
}

/** Nothing is believed or sent there, so whose certificate it is does not matter: only its end is read. */
function endOfServer(place: string, signal: AbortSignal): Promise<number> {
  const colon = place.lastIndexOf(":");
  const host = place.slice(0, colon).replace(/^\[(.*)\]$/u, "$1");
  return new Promise((resolve, reject) => {
    const name = isIP(host) === 0 ? { servername: host } : {};
    const socket = connect({ host, port: Number(place.slice(colon + 1)), ...name, rejectUnauthorized: false });
    const fail = (why: Error): void => {
      socket.destroy();
      reject(why);
    };
    const stop = (): void => fail(new Error("it was given up"));
    signal.addEventListener("abort", stop, { once: true });
    socket.setTimeout(patienceMs, () => fail(new Error(`${place} does not answer`)));
    socket.once("error", fail);
    socket.once("close", () => signal.removeEventListener("abort", stop));
    socket.once("secureConnect", () => {
      const end = Date.parse(socket.getPeerCertificate().valid_to);
      socket.destroy();
      if (Number.isNaN(end)) reject(new Error(`${place} shows no certificate`));
      else resolve(end);
    });
  });
}
