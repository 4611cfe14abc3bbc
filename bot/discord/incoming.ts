import { z } from "zod";

/**
 * Interactions as Discord's gateway brings them, no more of them than is used.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
 */
const id = z.string().min(1).max(60);
const user = z.looseObject({ id, bot: z.boolean().nullish() });
const common = {
  id,
  application_id: id,
  token: z.string().min(1).max(1900),
  guild_id: id.nullish(),
  channel_id: id.nullish(),
  channel: z.looseObject({ id }).nullish(),
  /** 0: a server, 1: the bot's direct messages, 2: people's own. */
  context: z.int().nullish(),
  member: z.looseObject({ user }).nullish(),
  user: user.nullish(),
  locale: z.string().nullish(),
};

const file = z.looseObject({
  filename: z.string(),
  url: z.string(),
  size: z.int().min(0),
});
const resolved = z.looseObject({ attachments: z.record(z.string(), file).nullish() }).nullish();

const option = z.looseObject({
  name: z.string(),
  type: z.int(),
  value: z.union([z.string(), z.number(), z.boolean()]).nullish(),
  focused: z.boolean().nullish(),
});
/** A group has subcommands, a subcommand options. */
const nested = option.extend({ options: z.array(option).nullish() });
const command = z.looseObject({
  name: z.string(),
  type: z.literal(1).nullish(),
  options: z.array(option.extend({ options: z.array(nested).nullish() })).nullish(),
  resolved,
});

const field = z.looseObject({
  custom_id: z.string(),
  value: z.union([z.string(), z.boolean()]).nullish(),
  values: z.array(z.string()).nullish(),
});
const label = z.looseObject({ component: field.nullish(), components: z.array(field).nullish() });

const typedSchema = z.looseObject({ ...common, type: z.literal(2), data: command });
const completingSchema = z.looseObject({ ...common, type: z.literal(4), data: command });
const pressedSchema = z.looseObject({
  ...common,
  type: z.literal(3),
  data: z.looseObject({ custom_id: z.string().max(100) }),
  message: z.looseObject({ id, flags: z.int().nullish() }),
});
const filledSchema = z.looseObject({
  ...common,
  type: z.literal(5),
  data: z.looseObject({ custom_id: z.string().max(100), components: z.array(label), resolved }),
});

export const interactionSchema = z
  .discriminatedUnion("type", [typedSchema, completingSchema, pressedSchema, filledSchema])
  .refine((it) => (it.member?.user ?? it.user) !== undefined && (it.channel_id ?? it.channel?.id) !== undefined, {
    message: "has neither a person nor a channel",
  });

export type Option = z.infer<typeof option>;
export type Typed = z.infer<typeof typedSchema>;
export type Completing = z.infer<typeof completingSchema>;
export type Pressed = z.infer<typeof pressedSchema>;
export type FilledIn = z.infer<typeof filledSchema>;
export type Interaction = Typed | Completing | Pressed | FilledIn;
export type Field = z.infer<typeof field>;
export type Resolved = z.infer<typeof resolved>;
