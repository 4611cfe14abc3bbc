import type { Language } from "../../handlers/kit/reply.ts";
import type { ChatIdentity } from "../../protocol/messages.ts";
import type { Attachment, Place } from "../chat/arrival.ts";
import type { Interaction, Resolved } from "./incoming.ts";
import { answerableMs, writeToken } from "./reply-token.ts";

/** Who did something, where, and in which language Discord speaks to them. */
export interface Whence {
  readonly identity: ChatIdentity;
  readonly place: Place;
  readonly language?: Language;
  readonly isBot: boolean;
}

/** In the bot's direct messages there is no server: whoever writes there is asked for in `guild`, our own. */
export function whenceOf(interaction: Interaction, guild: string, now: number): Whence {
  const { guild_id, context, locale, application_id, token } = interaction;
  const user = interaction.member?.user ?? interaction.user;
  const isDirect = (guild_id ?? undefined) === undefined && (context ?? 1) === 1;
  return {
    identity: { platform: "discord", workspace: guild_id ?? (isDirect ? guild : ""), user: user?.id ?? "" },
    place: {
      channel: interaction.channel_id ?? interaction.channel?.id ?? "",
      kind: isDirect ? "direct" : "channel",
      reply: { token: writeToken({ application: application_id, token, original: true }), until: now + answerableMs },
    },
    ...(typeof locale === "string" ? { language: locale.startsWith("ja") ? "ja" : "en" } : {}),
    isBot: user?.bot === true,
  };
}

/** The same place where the acknowledgement leaves the message of the pressed button as it is. */
export function besideMessage(place: Place, { application_id, token }: Interaction): Place {
  const reply = { token: writeToken({ application: application_id, token, original: false }) };
  return { ...place, ...(place.reply === undefined ? {} : { reply: { ...place.reply, ...reply } }) };
}

const mostFiles = 10;

/** The files among chosen values: by field, their ids as Discord resolves them. */
export function attachmentsOf(chosen: readonly (readonly [string, string])[], resolved: Resolved): Attachment[] {
  return chosen
    .flatMap(([field, id]): Attachment[] => {
      const known = resolved?.attachments;
      const file = known && Object.hasOwn(known, id) ? known[id] : undefined;
      if (file === undefined || file.url.length > 2000) return [];
      return [{ field: field.slice(0, 50), name: file.filename.slice(0, 255), url: file.url, size: file.size }];
    })
    .slice(0, mostFiles);
}
