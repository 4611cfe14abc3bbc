import type { Place } from "../chat/arrival.ts";

/** Slack takes answers for 30 minutes; the last of them is left for clocks that differ. In milliseconds. */
const livesMs = 29 * 60_000;

/**
 * How an interaction's response_url is used.
 * - "=": a note was pressed: each answer takes the note's place.
 * - "+": a command, or a message that must stay: each answer is a note of its own. (Slack replaces nothing for a
 *   command's address, though it may be told to: github.com/slackapi/bolt-js/issues/2287.)
 */
export type ReplyMode = "=" | "+";

/** What a place keeps, so that an interaction can be answered for a while. */
export const replyOf = (mode: ReplyMode, responseUrl: string, now: number): NonNullable<Place["reply"]> => ({
  token: `${mode}${responseUrl}`,
  until: now + livesMs,
});

export function readReply({ token }: NonNullable<Place["reply"]>): { mode: ReplyMode; url: string } | undefined {
  const mode = token[0];
  return mode === "=" || mode === "+" ? { mode, url: token.slice(1) } : undefined;
}
