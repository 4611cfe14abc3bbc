import { z } from "zod";
import { actionRow, topLevel } from "./components.ts";
import { refuse } from "./problems.ts";
import { componentsIn, fieldsOf, listOf, textOf } from "./walk.ts";

/** https://docs.discord.com/developers/resources/message#message-object-message-flags */
export const flag = { suppressEmbeds: 4, ephemeral: 64, loading: 128, quiet: 4096, componentsV2: 32_768 } as const;

/**
 * - create, edit: by the bot's token; neither can make or change an ephemeral message.
 * - interaction: an answer to an interaction, or a follow-up.
 * - interaction-edit: a change of such an answer.
 */
export type MessageKind = "create" | "edit" | "interaction" | "interaction-edit";

const flagsFor: Record<MessageKind, number> = {
  create: flag.suppressEmbeds | flag.quiet | flag.componentsV2,
  edit: flag.suppressEmbeds | flag.componentsV2,
  interaction: flag.suppressEmbeds | flag.ephemeral | flag.quiet | flag.componentsV2,
  "interaction-edit": flag.suppressEmbeds | flag.componentsV2,
};

// https://docs.discord.com/developers/resources/message#embed-object-embed-limits
const address = z.string().max(2048);
const embed = z.looseObject({
  title: z.string().max(256).nullish(),
  description: z.string().max(4096).nullish(),
  url: address.nullish(),
  color: z.int().min(0).max(0xffffff).nullish(),
  timestamp: z.string().max(64).nullish(),
  footer: z.looseObject({ text: z.string().min(1).max(2048), icon_url: address.nullish() }).nullish(),
  author: z.looseObject({ name: z.string().min(1).max(256), url: address.nullish() }).nullish(),
  image: z.looseObject({ url: address }).nullish(),
  thumbnail: z.looseObject({ url: address }).nullish(),
  fields: z
    .array(z.looseObject({ name: z.string().min(1).max(256), value: z.string().min(1).max(1024) }))
    .max(25)
    .nullish(),
});

const ids = z.array(z.string().regex(/^[0-9]{1,20}$/u)).max(100);
const allowedMentions = z
  .looseObject({
    parse: z.array(z.enum(["users", "roles", "everyone"])).nullish(),
    users: ids.nullish(),
    roles: ids.nullish(),
    replied_user: z.boolean().nullish(),
  })
  .superRefine(({ parse, users, roles }, ctx) => {
    for (const [kind, list] of [["users", users] as const, ["roles", roles] as const]) {
      if (parse?.includes(kind) && list && list.length > 0) {
        refuse(
          ctx,
          "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
          `parse:["${kind}"] and ${kind}: [...] exclude each other`,
        );
      }
    }
  });

const fields = {
  content: z.string().max(2000).nullish(),
  tts: z.boolean().nullish(),
  embeds: z.array(embed).max(10).nullish(),
  allowed_mentions: allowedMentions.nullish(),
  flags: z.int().min(0).nullish(),
  // https://docs.discord.com/developers/resources/message#create-message: nonce of up to 25 characters.
  nonce: z.union([z.string().max(25), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  attachments: z
    .array(
      z.looseObject({
        id: z.union([z.string(), z.int()]),
        filename: z.string().min(1).max(1024).nullish(),
        description: z.string().max(1024).nullish(),
      }),
    )
    .max(10)
    .nullish(),
};
const legacy = z.looseObject({ ...fields, components: z.array(actionRow).max(5).nullish() });
const modern = z.looseObject({ ...fields, components: z.array(topLevel).min(1).max(40).nullish() });

/** The schema of a message's JSON, by how it is sent. */
export function messageSchema(kind: MessageKind, componentsV2: boolean): z.ZodType {
  return (componentsV2 ? modern : legacy).superRefine((value, ctx) => {
    const wrong = (value.flags ?? 0) & ~flagsFor[kind];
    if (wrong !== 0) refuse(ctx, "MESSAGE_FLAGS_INVALID", `Flags ${wrong} cannot be set here`, ["flags"]);
    if (embedSize(value.embeds) > 6000) {
      refuse(ctx, "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000", ["embeds"]);
    }
    refuseTwice(value.components, ctx);
    if (!componentsV2) return;
    for (const name of ["content", "embeds", "poll", "sticker_ids"]) {
      const given = fieldsOf(value)[name];
      const empty =
        given === undefined || given === null || given === "" || (Array.isArray(given) && given.length === 0);
      if (!empty)
        refuse(ctx, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", `${name} is of no use here`, [name]);
    }
    const all = componentsIn(value.components);
    if (all.length > 40) refuse(ctx, "COMPONENT_MAX_TOTAL", "At most 40 components in all", ["components"]);
    const shown = all.reduce((sum, [each]) => sum + (each["type"] === 10 ? textOf(each["content"]).length : 0), 0);
    if (shown > 4000) refuse(ctx, "COMPONENT_MAX_TEXT", "At most 4000 characters in all", ["components"]);
  });
}

/** Refuses a custom_id that two components share. */
export function refuseTwice(components: unknown, ctx: Parameters<typeof refuse>[0]): void {
  const seen = new Set<unknown>();
  for (const [{ custom_id }, path] of componentsIn(components)) {
    if (custom_id === undefined || custom_id === null) continue;
    if (seen.has(custom_id)) {
      const at = [...path, "custom_id"];
      refuse(ctx, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated", at);
    }
    seen.add(custom_id);
  }
}

function embedSize(embeds: unknown): number {
  const sizes = listOf(embeds).map((each) => {
    const { title, description, footer, author, fields: inner } = fieldsOf(each);
    const texts = [title, description, fieldsOf(footer)["text"], fieldsOf(author)["name"]];
    for (const one of listOf(inner)) texts.push(fieldsOf(one)["name"], fieldsOf(one)["value"]);
    return texts.reduce<number>((sum, text) => sum + textOf(text).length, 0);
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}
