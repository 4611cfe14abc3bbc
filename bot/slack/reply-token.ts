import type { Place } from "../chat/arrival.ts";

/** Slack takes answers for 30 minutes; the last of them is left for clocks that differ. In milliseconds. */
const livesMs = 29 * 60_000;

/**
 * How an interaction's response_url is used.
 * - "+": a command: the first answer is new, each later one takes its place.
 * - "=": a note was pressed: each answer takes the note's place.
 * - "-": a message was pressed that must stay: each answer is new.
 */
export type ReplyMode = "+" | "=" | "-";

/** What a place keeps, so that an interaction can be answered for a while. */
export const replyOf = (mode: ReplyMode, responseUrl: string, now: number): NonNullable<Place["reply"]> => ({
  token: `${mode}${responseUrl}`,
  until: now + livesMs,
});

/** When the interaction was made, in milliseconds since 1970. */
export const madeAt = ({ until }: NonNullable<Place["reply"]>): number => until - livesMs;

export function readReply({ token }: NonNullable<Place["reply"]>): { mode: ReplyMode; url: string } | undefined {
  const mode = token[0];
  if (mode !== "+" && mode !== "=" && mode !== "-") return undefined;
  return { mode, url: token.slice(1) };
}
