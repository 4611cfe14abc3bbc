import type { Reply } from "../../handlers/kit/reply.ts";
import type { Refusal } from "../../protocol/refusal.ts";

/** The bot did not take us for anybody. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly refusal: Refusal;
  readonly reply: Reply;
  constructor(refusal: Refusal, reply: Reply) {
    super(reply.title);
    this.refusal = refusal;
    this.reply = reply;
  }
}
