import { z } from "zod";
import { chatIdentitySchema } from "../../protocol/messages.ts";
import { languageSchema } from "../reply-schema.ts";

/**
 * Where something was typed or pressed. `reply` lets the platform answer that very interaction for a while (Slack's
 * response_url, Discord's interaction token); it is a secret, and useless after `until` (milliseconds since 1970).
 */
export const placeSchema = z.strictObject({
  /** The platform's id of the channel, or of the direct message. */
  channel: z.string().max(100),
  /** direct: only this person and the bot are there. */
  kind: z.enum(["direct", "channel"]),
  reply: z.strictObject({ token: z.string().max(2000), until: z.int() }).exactOptional(),
});
export type Place = z.infer<typeof placeSchema>;

/** Where a message stands on its platform, in the platform's own ids. */
export const referenceSchema = z.strictObject({
  channel: z.string().max(100),
  message: z.string().max(100),
  /** place: everybody who is in the channel sees it. */
  audience: z.enum(["direct", "place"]),
});
export type Reference = z.infer<typeof referenceSchema>;

/** A file that came with a command, for the parameter `field`; `url` is where the platform keeps it. */
export const attachmentSchema = z.strictObject({
  field: z.string().max(50),
  name: z.string().max(255),
  url: z.string().max(2000),
  /** Bytes, as the platform says. */
  size: z.int().min(0),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** The longest line that is written down, in UTF-16 units; whoever reads lines refuses shorter ones. */
export const longestLine = 8_000;

/** One line that somebody typed, pressed or filled in on a chat platform, before it is known who they are here. */
export const arrivalSchema = z.strictObject({
  /** The platform's name, a colon, and what is the platform's own for this one act: a redelivery has the same. */
  invocation: z.string().min(3).max(300),
  identity: chatIdentitySchema,
  /** Whose account it was when it came; for nobody else is it done. Absent for whom nobody had linked. */
  account: z.string().max(100).exactOptional(),
  place: placeSchema,
  language: languageSchema.exactOptional(),
  line: z.string().max(longestLine),
  confirmed: z.boolean(),
  attachments: z.array(attachmentSchema).max(10),
  /** Milliseconds since 1970. */
  at: z.int(),
  /** No line of anybody's: the card of the approval of that number, for all who are in the channel. */
  card: z.int().exactOptional(),
  /** No line of anybody's, but what the bot says in a channel: whoever is there may press its buttons, as themselves. */
  anyone: z.literal(true).exactOptional(),
  /** No line of anybody's: the card of the incident of that number; 0: of all that have none of their own. */
  incident: z.int().exactOptional(),
  /** No line of anybody's: it stands in the thread under the message of that invocation. */
  under: z.string().max(300).exactOptional(),
  /** A message that this one takes the place of: the question that was answered. */
  instead: referenceSchema.exactOptional(),
});
export type Arrival = z.infer<typeof arrivalSchema>;

/** Whether it is a message of the bot's own, for all who are in the channel. */
export const isForAll = ({ card, incident, under, anyone }: Arrival): boolean =>
  card !== undefined || incident !== undefined || under !== undefined || anyone === true;
