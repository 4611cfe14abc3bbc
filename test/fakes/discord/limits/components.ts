import { z } from "zod";
import { refuse } from "./problems.ts";

// Numbers: https://docs.discord.com/developers/components/reference (each component's "structure").
// Lengths are counted in UTF-16 units. Discord counts code points, so this is at least as strict.

export const customId = z.string().min(1).max(100);
const emoji = z.looseObject({ name: z.string().nullish(), id: z.string().nullish() });

const button = z
  .looseObject({
    type: z.literal(2),
    style: z.int().min(1).max(6),
    label: z.string().max(80).nullish(),
    emoji: emoji.nullish(),
    custom_id: customId.nullish(),
    url: z.string().max(512).nullish(),
    sku_id: z.string().nullish(),
    disabled: z.boolean().nullish(),
  })
  .superRefine((value, ctx) => {
    if (value.style === 6) return;
    if (!value.label && !value.emoji) refuse(ctx, "BUTTON_COMPONENT_INVALID", "A button needs a label or an emoji");
    if (value.style === 5) {
      if (!value.url) refuse(ctx, "BASE_TYPE_REQUIRED", "A url is required", ["url"]);
      else if (!/^(?:https?|discord):\/\//u.test(value.url)) refuse(ctx, "URL_TYPE_INVALID_SCHEME", "Scheme", ["url"]);
      if (value.custom_id) refuse(ctx, "BUTTON_COMPONENT_INVALID", "A custom id and url cannot both be specified");
    } else {
      if (!value.custom_id) refuse(ctx, "BASE_TYPE_REQUIRED", "A custom id is required", ["custom_id"]);
      if (value.url) refuse(ctx, "BUTTON_COMPONENT_INVALID", "A custom id and url cannot both be specified");
    }
  });

export const selectOption = z.looseObject({
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().max(100).nullish(),
  emoji: emoji.nullish(),
  default: z.boolean().nullish(),
});

export const stringSelect = z
  .looseObject({
    type: z.literal(3),
    custom_id: customId,
    options: z.array(selectOption).min(1).max(25),
    placeholder: z.string().max(150).nullish(),
    min_values: z.int().min(0).max(25).nullish(),
    max_values: z.int().min(1).max(25).nullish(),
    required: z.boolean().nullish(),
    disabled: z.boolean().nullish(),
  })
  .superRefine(({ options, min_values, max_values }, ctx) => {
    const seen = new Set<string>();
    for (const [at, { value }] of options.entries()) {
      if (seen.has(value)) {
        const path = ["options", at, "value"];
        refuse(ctx, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used", path);
      }
      seen.add(value);
    }
    const most = max_values ?? 1;
    if (options.filter((each) => each.default).length > most) {
      refuse(ctx, "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "Too many options are selected by default", ["options"]);
    }
    if (most > options.length)
      refuse(ctx, "SELECT_COMPONENT_MAX_VALUES", "More than there are options", ["max_values"]);
    if ((min_values ?? 1) > most) refuse(ctx, "SELECT_COMPONENT_MIN_VALUES", "More than max_values", ["min_values"]);
  });

/** Select menus of users, roles, mentionables and channels. */
export const otherSelect = z.looseObject({
  type: z.union([z.literal(5), z.literal(6), z.literal(7), z.literal(8)]),
  custom_id: customId,
  placeholder: z.string().max(150).nullish(),
  min_values: z.int().min(0).max(25).nullish(),
  max_values: z.int().min(1).max(25).nullish(),
});

/** An action row of a message: up to five buttons, or one select menu. */
export const actionRow = z
  .looseObject({
    type: z.literal(1),
    components: z
      .array(z.discriminatedUnion("type", [button, stringSelect, otherSelect]))
      .min(1)
      .max(5),
  })
  .superRefine(({ components }, ctx) => {
    const selects = components.filter(({ type }) => type !== 2).length;
    if (selects > 0 && components.length > 1) {
      refuse(ctx, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width", [
        "components",
      ]);
    }
  });

const textDisplay = z.looseObject({ type: z.literal(10), content: z.string().min(1).max(4000) });
const media = z.looseObject({ url: z.string().min(1).max(2048) });
const thumbnail = z.looseObject({ type: z.literal(11), media, description: z.string().max(1024).nullish() });
const section = z.looseObject({
  type: z.literal(9),
  components: z.array(textDisplay).min(1).max(3),
  accessory: z.discriminatedUnion("type", [button, thumbnail]),
});
const gallery = z.looseObject({
  type: z.literal(12),
  items: z
    .array(z.looseObject({ media, description: z.string().max(1024).nullish() }))
    .min(1)
    .max(10),
});
const file = z.looseObject({
  type: z.literal(13),
  file: z.looseObject({ url: z.string().startsWith("attachment://") }),
});
const separator = z.looseObject({ type: z.literal(14), spacing: z.int().min(1).max(2).nullish() });
const inContainer = [actionRow, section, textDisplay, gallery, file, separator] as const;
const container = z.looseObject({
  type: z.literal(17),
  components: z.array(z.discriminatedUnion("type", [...inContainer])).min(1),
});

/** What stands at the top of a message that has the flag IS_COMPONENTS_V2. */
export const topLevel = z.discriminatedUnion("type", [...inContainer, container]);
