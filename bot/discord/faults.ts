import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";
import { SendError } from "../chat/surface.ts";

/**
 * Codes by which Discord says that something is not there any more, or not for the bot.
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
 */
const gone: ReadonlySet<number> = new Set([
  10003, // unknown channel
  10004, // unknown guild
  10007, // unknown member
  10008, // unknown message
  10013, // unknown user
  10015, // unknown webhook: the interaction's token is too old
  10062, // unknown interaction
  50001, // missing access
  50005, // a message of somebody else
  50007, // direct messages are closed
  50013, // missing permissions
  50027, // invalid webhook token
  50033, // invalid recipient
  50083, // the thread is archived
  50278, // no server in common
]);

/** Two wanted the same thread: it is there now, for whoever asks again. */
const threadThere = 160_004;

const usualWaitMs = 1_000;

/** What a failed request of Discord's was, in words that hold no token: "Discord said 50001 (403): Missing Access". */
export function faultText(cause: unknown): string {
  if (cause instanceof RateLimitError) return `Discord limits ${cause.route}`;
  if (cause instanceof DiscordAPIError)
    return `Discord said ${cause.code} (${cause.status}): ${oneLine(cause.message)}`;
  if (cause instanceof HTTPError) return `Discord answered ${cause.status}`;
  if (!(cause instanceof Error)) return "Discord could not be asked";
  if (cause.name === "AbortError") return "Discord did not answer in time";
  const code = "code" in cause && typeof cause.code === "string" ? ` (${cause.code})` : "";
  return `Discord cannot be reached: ${oneLine(cause.message)}${code}`;
}

const oneLine = (text: string): string =>
  text
    .replace(/\s+/gu, " ")
    .replace(/[\w.=%+-]{50,}/gu, "[secret]")
    .slice(0, 300);

/** Discord's own code of what was refused; undefined for any other fault. */
export const codeOf = (cause: unknown): number | undefined =>
  cause instanceof DiscordAPIError && typeof cause.code === "number" ? cause.code : undefined;

export const isRefusedToken = (cause: unknown): boolean => cause instanceof DiscordAPIError && cause.status === 401;

/** A failed request, by what is to be done about it. The cause is left out: it holds the request, and so tokens. */
export function sendErrorOf(act: string, cause: unknown): SendError {
  if (cause instanceof SendError) return cause;
  const text = `${act}: ${faultText(cause)}`;
  if (cause instanceof RateLimitError)
    return new SendError("limited", text, { afterMs: waitOf(cause), everywhere: cause.global });
  if (!(cause instanceof DiscordAPIError)) return new SendError("unreachable", text);
  if (cause.status === 429) return new SendError("limited", text, { afterMs: usualWaitMs });
  if (cause.code === threadThere) return new SendError("unreachable", text);
  if (typeof cause.code === "number" && gone.has(cause.code)) return new SendError("gone", text);
  // A token that was withdrawn is given anew one day; until then messages wait.
  if (cause.status === 401 || cause.status === 408) return new SendError("unreachable", text);
  if (cause.status === 403 || cause.status === 404) return new SendError("gone", text);
  return new SendError("rejected", text);
}

const waitOf = ({ retryAfter, sublimitTimeout, timeToReset }: RateLimitError): number => {
  const longest = Math.max(retryAfter, sublimitTimeout, Number.isFinite(timeToReset) ? timeToReset : 0);
  return Math.max(50, Math.min(Math.ceil(longest), 3_600_000));
};
