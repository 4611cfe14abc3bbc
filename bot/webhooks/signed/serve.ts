import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { readBody } from "../../http/serve.ts";
import type { ToldBook } from "../told.ts";
import { guardSigned } from "./guard.ts";
import { changeOf, payloadSchema } from "./payload.ts";

const bodyMaxBytes = 64_000;

export interface Answer {
  readonly status: number;
  /** Said to whoever sent it, so that a script's mistake can be found. */
  readonly why?: string;
}

/** Takes what another program tells and signs. 200 only when it is on the disk. */
export async function takeSigned(
  request: IncomingMessage,
  secret: string,
  book: Pick<ToldBook, "take" | "isKnown">,
  now: () => number,
): Promise<Answer> {
  const body = await readBody(request, bodyMaxBytes);
  if (body === undefined) return { status: 413 };
  const at = now();
  const guarded = guardSigned(request.headers, body, secret, book.isKnown, at);
  if (typeof guarded === "string") return { status: 401, why: guarded };
  const read = payloadSchema.safeParse(jsonOf(body));
  if (!read.success) return { status: 400, why: z.prettifyError(read.error) };
  await book.take("webhook", [changeOf(read.data, at)], guarded);
  return { status: 200 };
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
