import {
  type APIModalInteractionResponseCallbackData,
  InteractionResponseType,
  MessageFlags,
  Routes,
} from "discord.js";
import type { Shown } from "../chat/surface.ts";
import type { Interaction } from "./incoming.ts";
import { discordMessage } from "./render/message.ts";
import type { Rests } from "./rests.ts";

/** The first answer to an interaction: one of these, within three seconds. They reject as discord.js does. */
export interface Acks {
  /** "Thinking…", where a message follows; whether others see it is fixed from now on. */
  readonly defer: (interaction: Interaction, onlyForThem: boolean) => Promise<void>;
  /** Nothing to see: the message of the pressed button is changed by and by. */
  readonly deferUpdate: (interaction: Interaction) => Promise<void>;
  readonly modal: (interaction: Interaction, modal: APIModalInteractionResponseCallbackData) => Promise<void>;
  /** A text that only the person sees. */
  readonly tell: (interaction: Interaction, shown: Shown) => Promise<void>;
  readonly choices: (interaction: Interaction, values: readonly string[]) => Promise<void>;
}

/** https://docs.discord.com/developers/interactions/application-commands#autocomplete */
const mostChoices = 25;
const longestChoice = 100;

export function createAcks({ acks }: Pick<Rests, "acks">): Acks {
  const answer = async (
    { id, token }: Interaction,
    body: unknown,
    files?: ReturnType<typeof discordMessage>["files"],
  ) => {
    const request = files === undefined || files.length === 0 ? { body } : { body, files };
    await acks.post(Routes.interactionCallback(id, token), { ...request, auth: false });
  };
  return {
    defer: (interaction, onlyForThem) =>
      answer(interaction, {
        type: InteractionResponseType.DeferredChannelMessageWithSource,
        data: onlyForThem ? { flags: MessageFlags.Ephemeral } : {},
      }),
    deferUpdate: (interaction) => answer(interaction, { type: InteractionResponseType.DeferredMessageUpdate }),
    modal: (interaction, data) => answer(interaction, { type: InteractionResponseType.Modal, data }),
    tell: (interaction, shown) => {
      const { body, files } = discordMessage(shown);
      const data = { ...body, flags: body.flags | MessageFlags.Ephemeral };
      return answer(interaction, { type: InteractionResponseType.ChannelMessageWithSource, data }, files);
    },
    choices: (interaction, values) => {
      const fitting = [...new Set(values)].filter((value) => value !== "" && value.length <= longestChoice);
      const choices = fitting.slice(0, mostChoices).map((value) => ({ name: value, value }));
      return answer(interaction, {
        type: InteractionResponseType.ApplicationCommandAutocompleteResult,
        data: { choices },
      });
    },
  };
}
