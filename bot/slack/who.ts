import type { ChatIdentity } from "../../protocol/messages.ts";
import type { Place, Reference } from "../chat/arrival.ts";
import { type Directs, isDirect } from "./directs.ts";
import type { CommandPayload, PressPayload, SubmissionPayload } from "./payload.ts";
import { replyOf } from "./reply-token.ts";

const platform = "slack";

/**
 * Who did it. Where Slack names two workspaces, the person's and the one where it was done, one that is not ours is the
 * one that counts.
 */
export function identityOf(ours: string, user: string, teams: readonly (string | undefined)[]): ChatIdentity {
  const named = teams.filter((team) => team !== undefined);
  return { platform, workspace: named.find((team) => team !== ours) ?? named[0] ?? "", user };
}

export const whoPressed = (ours: string, { user, team }: PressPayload | SubmissionPayload): ChatIdentity =>
  identityOf(ours, user.id, [user.team_id, team?.id]);

export function placeTyped(payload: CommandPayload, directs: Directs, now: number): Place {
  const { user_id: user, channel_id: channel, response_url: url } = payload;
  return { channel, kind: directs.kindOf(user, channel), reply: replyOf("+", url, now) };
}

/** From the home tab, which is no channel, answers go to the person's direct messages. */
export function placePressed(payload: PressPayload, directs: Directs, now: number): Place {
  const { channel, container, user, response_url } = payload;
  const reply =
    typeof response_url === "string"
      ? { reply: replyOf(container.is_ephemeral === true ? "=" : "+", response_url, now) }
      : {};
  if (channel === undefined || channel === null) return { channel: user.id, kind: "direct", ...reply };
  return { channel: channel.id, kind: directs.kindOf(user.id, channel.id), ...reply };
}

/** Where the pressed message stands; undefined for a note and for the home tab. */
export function pressedOn({ channel, container }: PressPayload): Reference | undefined {
  const { type, message_ts, is_ephemeral } = container;
  if (type !== "message" || is_ephemeral === true || message_ts === undefined || !channel) return undefined;
  return { channel: channel.id, message: message_ts, audience: isDirect(channel.id) ? "direct" : "place" };
}
