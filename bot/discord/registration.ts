import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandGroupOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type LocalizationMap,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from "discord.js";
import type { Command, Parameter } from "../../handlers/kit/definition.ts";
import { families, groups } from "../../handlers/kit/help.ts";
import type { Text } from "../../handlers/kit/reply.ts";
import { isAlone, subcommandOf } from "./subcommands.ts";

export type DiscordCommand = RESTPostAPIChatInputApplicationCommandsJSONBody;

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object */
const mostChoices = 25;

/**
 * What to register with Discord, made from the commands' definitions: one command for each family, one subcommand for
 * each verb. They are for the whole application, since Discord shows a server's own commands in no direct message.
 * Names are the same in all languages, so that what one person tells another works.
 */
export function discordCommands(commands: readonly Command[], prefix: string): DiscordCommand[] {
  const names = [...new Set(commands.map(({ family }) => family))];
  return names.map((family) => {
    const own = commands.filter((command) => command.family === family);
    const [first] = own;
    const alone = isAlone(family, commands) && first !== undefined;
    return {
      type: ApplicationCommandType.ChatInput,
      name: `${prefix}${family}`,
      ...described((alone ? first.summary : families[family]) ?? { ja: family, en: family }),
      options: alone ? optionsOf(first) : subcommandsOf(own, commands),
      contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
      integration_types: [ApplicationIntegrationType.GuildInstall],
      // Everybody sees them; who may do what is decided anew each time.
      default_member_permissions: null,
    };
  });
}

type Subcommand = APIApplicationCommandSubcommandOption | APIApplicationCommandSubcommandGroupOption;

/** Verbs of two words are subcommands of a group that has the first of them as its name. */
function subcommandsOf(own: readonly Command[], registry: readonly Command[]): Subcommand[] {
  const named = own.map((command) => {
    const [group, second] = subcommandOf(command, registry).split(" ");
    return { command, group: group ?? "", second };
  });
  return named.flatMap(({ command, group, second }, at): Subcommand[] => {
    if (second === undefined) return [subcommand(group, command)];
    const together = named.filter((one) => one.group === group);
    if (together[0] !== named[at]) return [];
    return [
      {
        type: ApplicationCommandOptionType.SubcommandGroup,
        name: group,
        ...described(groups[group] ?? command.summary),
        options: together.map((one) => subcommand(one.second ?? group, one.command)),
      },
    ];
  });
}

const subcommand = (name: string, command: Command): APIApplicationCommandSubcommandOption => ({
  type: ApplicationCommandOptionType.Subcommand,
  name,
  ...described(command.summary),
  options: optionsOf(command),
});

const described = ({ en, ja }: Text): { description: string; description_localizations: LocalizationMap } => ({
  description: en,
  description_localizations: { ja },
});

/** Discord wants those that are required first. */
function optionsOf({ parameters }: Command): APIApplicationCommandBasicOption[] {
  const required = parameters.filter((parameter) => parameter.required);
  return [...required, ...parameters.filter((parameter) => !parameter.required)].map(optionOf);
}

function optionOf(parameter: Parameter): APIApplicationCommandBasicOption {
  const { name, required, text, minimum, maximum, choices = [] } = parameter;
  const common = { name, ...described(text), required };
  const typed = { type: ApplicationCommandOptionType.String, ...common } as const;
  switch (parameter.kind) {
    case "integer":
      return {
        type: ApplicationCommandOptionType.Integer,
        ...common,
        ...(minimum === undefined ? {} : { min_value: minimum }),
        ...(maximum === undefined ? {} : { max_value: maximum }),
      };
    case "flag":
      return { type: ApplicationCommandOptionType.Boolean, ...common };
    case "file":
      return { type: ApplicationCommandOptionType.Attachment, ...common };
    case "guest":
    case "template":
    case "host":
    // A job's number is typed with or without its #, so it is no integer.
    case "job":
    case "thing":
      return { ...typed, autocomplete: true };
    case "word":
      if (choices.length > mostChoices) return { ...typed, autocomplete: true };
      return choices.length === 0 ? typed : { ...typed, choices: choices.map((value) => ({ name: value, value })) };
    case "new-name":
    case "size":
    case "moment":
    case "past":
      return typed;
    case "text":
      return parameter.line === true ? { ...typed, autocomplete: true } : typed;
  }
}
