import { z } from "zod";
import { refuse } from "./problems.ts";
import { type Fields, fieldsOf, listOf, textOf } from "./walk.ts";

// Numbers: https://docs.discord.com/developers/interactions/application-commands

/** https://docs.discord.com/developers/reference#locales */
const locales =
  "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko".split(
    " ",
  );

const nameText = z
  .string()
  .min(1)
  .max(32)
  .superRefine((name, ctx) => {
    const fits = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u.test(name) && name === name.toLowerCase();
    if (!fits) refuse(ctx, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
  });
const descriptionText = z.string().min(1).max(100);
const localized = (text: z.ZodType<string>) =>
  z
    .record(z.string(), text.nullable())
    .superRefine((given, ctx) => {
      for (const locale of Object.keys(given)) {
        if (!locales.includes(locale)) refuse(ctx, "BASE_TYPE_CHOICES", "Value is not a known locale", [locale]);
      }
    })
    .nullish();

const choice = z.looseObject({
  name: z.string().min(1).max(100),
  name_localizations: localized(z.string().min(1).max(100)),
  value: z.union([z.string().min(1).max(100), z.number()]),
});
const common = {
  name: nameText,
  name_localizations: localized(nameText),
  description: descriptionText,
  description_localizations: localized(descriptionText),
};
const option: z.ZodType = z
  .looseObject({
    ...common,
    type: z.int().min(1).max(11),
    required: z.boolean().nullish(),
    choices: z.array(choice).max(25).nullish(),
    get options() {
      return z.array(option).max(25).nullish();
    },
    autocomplete: z.boolean().nullish(),
    min_length: z.int().min(0).max(6000).nullish(),
    max_length: z.int().min(1).max(6000).nullish(),
  })
  .superRefine((value, ctx) => {
    const choices = value.choices ?? [];
    if (choices.length > 0 && value.autocomplete) {
      refuse(ctx, "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE", "Choices and autocomplete exclude each other");
    }
    for (const [at, each] of choices.entries()) {
      const fits = value.type === 3 ? typeof each.value === "string" : [4, 10].includes(value.type);
      if (!fits) refuse(ctx, "APPLICATION_COMMAND_OPTIONS_CHOICE_TYPE", "Not of its option's type", ["choices", at]);
    }
    unique(choices, "choices", ctx);
  });

const command = z
  .looseObject({
    ...common,
    type: z.literal(1).nullish(),
    options: z.array(option).max(25).nullish(),
    default_member_permissions: z
      .string()
      .regex(/^[0-9]+$/u)
      .nullish(),
    contexts: z.array(z.int().min(0).max(2)).nullish(),
    integration_types: z.array(z.int().min(0).max(1)).nullish(),
  })
  .superRefine((value, ctx) => {
    checkOptions(value.options, 0, ["options"], ctx);
    if (sizeOf(value) > 8000) refuse(ctx, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)");
  });

/** All chat input commands of one scope, as they are put: at most 100. */
export const commandsSchema = z
  .array(command)
  .max(100)
  .superRefine((all, ctx) => unique(all, undefined, ctx));

type Context = Parameters<typeof refuse>[0];

function unique(all: readonly unknown[], under: string | undefined, ctx: Context): void {
  const seen = new Set<string>();
  for (const [at, each] of all.entries()) {
    const name = textOf(fieldsOf(each)["name"]);
    const path = [...(under === undefined ? [] : [under]), at, "name"];
    if (seen.has(name)) refuse(ctx, "APPLICATION_COMMANDS_DUPLICATE_NAME", "Names must be unique", path);
    seen.add(name);
  }
}

/** Depth 0 is a command's own options, 1 those of a subcommand or group, 2 those of a group's subcommand. */
function checkOptions(given: unknown, depth: number, path: PropertyKey[], ctx: Context): void {
  const options = listOf(given).map(fieldsOf);
  const nested = options.filter(({ type }) => type === 1 || type === 2);
  if (nested.length > 0 && nested.length < options.length) {
    const says = "Sub-command and sub-command group option types are mutually exclusive to all other types";
    refuse(ctx, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", says, path);
  }
  let optional = false;
  for (const [at, { type, name, required, options: inner }] of options.entries()) {
    if (options.findIndex((each) => each["name"] === name) !== at) {
      refuse(ctx, "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE", "Names must be unique", [...path, at, "name"]);
    }
    if (type === 1 || type === 2) {
      if (depth === 2 || (depth === 1 && type === 2)) {
        refuse(ctx, "APPLICATION_COMMAND_OPTIONS_NESTING", "Nested too deep", [...path, at]);
      } else checkOptions(inner, type === 2 ? 1 : 2, [...path, at, "options"], ctx);
      if (type === 2 && listOf(inner).some((each) => fieldsOf(each)["type"] !== 1)) {
        refuse(ctx, "APPLICATION_COMMAND_OPTIONS_NESTING", "A group holds sub-commands only", [...path, at]);
      }
      continue;
    }
    if (required !== true) optional = true;
    else if (optional) {
      const says = "Required options must be placed before non-required options";
      refuse(ctx, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", says, [...path, at]);
    }
  }
}

/** Characters of names, descriptions and values; of a localised text the longest one counts. */
function sizeOf(each: Fields): number {
  const longest = (text: unknown, others: unknown) =>
    Math.max(textOf(text).length, ...Object.values(fieldsOf(others)).map((other) => textOf(other).length));
  const inner = [...listOf(each["options"]), ...listOf(each["choices"])].map(fieldsOf);
  return (
    longest(each["name"], each["name_localizations"]) +
    longest(each["description"], each["description_localizations"]) +
    textOf(each["value"]).length +
    inner.reduce((sum, one) => sum + sizeOf(one), 0)
  );
}
