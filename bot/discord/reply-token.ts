import type { Place } from "../chat/arrival.ts";

/**
 * By what an interaction can be answered for a while. `original`: the message that its acknowledgement put there is the
 * bot's own; else that is the message whose button was pressed, and answers go below it.
 */
export interface ReplyToken {
  readonly application: string;
  readonly token: string;
  readonly original: boolean;
}

/** Discord takes answers for 15 minutes; the last seconds are left out, for a clock that differs. */
export const answerableMs = 15 * 60_000 - 20_000;

/** As it stands in a place: written down with the arrival, so that answers are possible over a restart. */
export const writeToken = ({ application, token, original }: ReplyToken): string =>
  `${original ? "o" : "u"}:${application}:${token}`;

/** Undefined where there is none, or it is too old. */
export function readToken({ reply }: Place, now: number): ReplyToken | undefined {
  if (reply === undefined || reply.until <= now) return undefined;
  const [, mode, application, token] = /^([ou]):([^:]+):(.+)$/su.exec(reply.token) ?? [];
  if (mode === undefined || application === undefined || token === undefined) return undefined;
  return { application, token, original: mode === "o" };
}
