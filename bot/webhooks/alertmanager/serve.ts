import type { IncomingMessage } from "node:http";
import { readBody } from "../../http/serve.ts";
import { isSecret } from "../secret.ts";
import type { ToldBook } from "../told.ts";
import { changesOf, payloadSchema } from "./payload.ts";

/** Ten thousand alerts have some ten megabytes. */
const bodyMaxBytes = 32_000_000;

/**
 * Takes one notification of Alertmanager's. The answer is its status: 2xx only when all of it is on the disk; after
 * 5xx Alertmanager sends it again, after 4xx it does not.
 */
export async function takeAlerts(
  request: IncomingMessage,
  token: string,
  book: Pick<ToldBook, "take">,
  now: () => number,
): Promise<number> {
  const [, shown = ""] = /^Bearer (\S+)$/iu.exec(request.headers.authorization ?? "") ?? [];
  if (!isSecret(shown, token)) return 401;
  const body = await readBody(request, bodyMaxBytes);
  if (body === undefined) return 413;
  const read = payloadSchema.safeParse(jsonOf(body));
  if (!read.success) return 400;
  await book.take("alertmanager", changesOf(read.data, now()));
  return 200;
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
