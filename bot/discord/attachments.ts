import type { Attachment } from "../chat/arrival.ts";
import { SendError, type Surface } from "../chat/surface.ts";

const patienceMs = 15_000;

/** Where Discord keeps what people attach. */
const keepers: ReadonlySet<string> = new Set(["cdn.discordapp.com", "media.discordapp.net"]);

/** @param api where Discord is; a local one keeps files itself */
export const createFetch =
  (api: string): Surface["fetch"] =>
  async (attachment, limit) => {
    if (!isDiscords(attachment.url, api))
      throw new SendError("rejected", "fetching an attached file: it is not kept by Discord");
    return fetchAttachment(attachment, limit);
  };

function isDiscords(address: string, api: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, origin } = new URL(address);
  if (origin === new URL(api).origin && username === "") return true;
  return protocol === "https:" && port === "" && username === "" && keepers.has(hostname);
}

/**
 * The bytes of an attached file, which Discord keeps on its CDN under an address that needs no token. Rejects as
 * rejected when it is longer than `limit` bytes, whatever was said of its size.
 */
async function fetchAttachment({ url, size }: Attachment, limit: number): Promise<Uint8Array> {
  const act = "fetching an attached file";
  if (size > limit) throw new SendError("rejected", `${act}: it has ${size} bytes, more than ${limit}`);
  let response: Response;
  try {
    response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(patienceMs) });
  } catch {
    throw new SendError("unreachable", `${act}: Discord cannot be reached`);
  }
  if (!response.ok) {
    await response.body?.cancel().catch(() => undefined);
    const kind = response.status >= 500 ? "unreachable" : "gone";
    throw new SendError(kind, `${act}: Discord answered ${response.status}`);
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of response.body ?? []) {
      length += part.length;
      if (length > limit) break;
      parts.push(part);
    }
  } catch {
    throw new SendError("unreachable", `${act}: it broke off`);
  }
  if (length > limit) throw new SendError("rejected", `${act}: it has more than ${limit} bytes`);
  return Buffer.concat(parts);
}
