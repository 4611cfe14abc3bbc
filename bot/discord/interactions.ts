import type { Command } from "../../handlers/kit/definition.ts";
import type { Arrival } from "../chat/arrival.ts";
import type { Desk, OpenForm, Problems, Taken, Told } from "../chat/desk.ts";
import type { Wording } from "../chat/wording.ts";
import type { Logger } from "../log.ts";
import { faultReply } from "../words.ts";
import type { Acks } from "./acks.ts";
import type { Admission } from "./admit.ts";
import { codeOf, faultText } from "./faults.ts";
import { type FilledIn, type Interaction, interactionSchema, type Pressed, type Typed } from "./incoming.ts";
import { filledOf, modalOf } from "./modal.ts";
import { candidatesFor, typedLine } from "./typed.ts";
import { attachmentsOf, besideMessage, type Whence, whenceOf } from "./whence.ts";
import { problemsShown } from "./words.ts";

export interface InteractionParts {
  readonly guild: string;
  readonly prefix: string;
  readonly commands: readonly Command[];
  readonly desk: Desk;
  readonly acks: Acks;
  readonly wording: Wording;
  readonly admission: Admission;
  readonly log: Logger;
  readonly now: () => number;
}

/** 40060: it was acknowledged before, so this is a redelivery. */
const acknowledgedBefore = 40060;
const ephemeral = 64;

/** Takes one interaction as the gateway brought it, whatever it is. Never throws and never rejects. */
export function createInteractions(parts: InteractionParts): (data: unknown) => Promise<void> {
  const { guild, desk, acks, admission, wording, log, now } = parts;

  /** An acknowledgement that fails is no reason to lose what was typed: it ends by the bot's token. */
  const acknowledge = async (ack: () => Promise<void>): Promise<void> => {
    try {
      await ack();
    } catch (cause) {
      if (codeOf(cause) === acknowledgedBefore) log.debug("an interaction came twice");
      else log.warn({ from: "discord" }, `acknowledging an interaction: ${faultText(cause)}`);
    }
  };
  const take = async (interaction: Interaction, arrival: Arrival): Promise<void> => {
    try {
      await desk.receive(arrival);
    } catch (cause) {
      log.error({ err: cause, invocation: arrival.invocation }, "writing down what was typed on Discord");
      const reply = { ...faultReply(arrival.language ?? "en"), buttons: [] };
      return acknowledge(() => acks.tell(interaction, { reply, final: true, status: "failed" }));
    }
    await acknowledge(() =>
      arrival.instead === undefined
        ? acks.defer(interaction, arrival.place.kind !== "direct")
        : acks.deferUpdate(interaction),
    );
    desk.run(arrival);
  };
  const answer = (
    interaction: Interaction,
    whence: Whence,
    become: OpenForm | Taken | Told | Problems,
  ): Promise<void> => {
    switch (become.kind) {
      case "form":
        return acknowledge(() => acks.modal(interaction, modalOf(become.id, wording.namedForm(become.form))));
      case "told":
        return acknowledge(() => acks.tell(interaction, wording.named(become.shown)));
      case "problems": {
        const shown = wording.named(problemsShown(become.problems, become.again, whence.language ?? "en"));
        return acknowledge(() => acks.tell(interaction, shown));
      }
      case "line": {
        const { arrival } = become;
        const place = arrival.instead === undefined ? arrival.place : besideMessage(arrival.place, interaction);
        return take(interaction, { ...arrival, place });
      }
    }
  };

  const typed = (interaction: Typed, { isBot: _isBot, ...whence }: Whence): OpenForm | Taken | Told => {
    const { line, files } = typedLine(interaction.data, parts);
    const attachments = attachmentsOf(files, interaction.data.resolved);
    const invocation = `discord:${interaction.id}`;
    // A form cannot hold a file that came already: it would have to be attached once more.
    return desk.typed(
      { invocation, ...whence, line, confirmed: false, attachments, at: now() },
      attachments.length === 0,
    );
  };
  const pressed = ({ data, message }: Pressed, { isBot: _isBot, ...whence }: Whence): OpenForm | Taken | Told => {
    const { channel, kind } = whence.place;
    const isNote = ((message.flags ?? 0) & ephemeral) !== 0;
    const on = { channel, message: message.id, audience: kind === "direct" ? "direct" : "place" } as const;
    return desk.pressed({ ...whence, id: data.custom_id, ...(isNote ? {} : { on }) }, true);
  };
  const filled = ({ data }: FilledIn, { isBot: _isBot, ...whence }: Whence): Taken | Told | Problems => {
    const fields = data.components.flatMap(({ component, components }) => [component, ...(components ?? [])]);
    const given = fields.filter((field) => field !== null && field !== undefined);
    const uploads = given.filter(({ type }) => type === 19);
    const files = uploads.flatMap(({ custom_id, values }) => (values ?? []).map((id) => [custom_id, id] as const));
    return desk.filled({
      ...whence,
      id: data.custom_id,
      filled: filledOf(given, (field) => uploads.includes(field)),
      attachments: attachmentsOf(files, data.resolved),
    });
  };

  const handle = async (data: unknown): Promise<void> => {
    const read = interactionSchema.safeParse(data);
    if (!read.success) {
      log.warn({ from: "discord" }, "an interaction that cannot be read was left alone");
      return;
    }
    const interaction = read.data;
    const whence = whenceOf(interaction, guild, now());
    // What comes from our own server says by itself who is in it.
    if (interaction.guild_id === guild) admission.saw(whence.identity.user, whence.isBot ? "bot" : "member");
    switch (interaction.type) {
      case 2:
        return answer(interaction, whence, typed(interaction, whence));
      case 3:
        return answer(interaction, whence, pressed(interaction, whence));
      case 4:
        return acknowledge(() => acks.choices(interaction, candidatesFor(interaction.data, whence, parts)));
      case 5:
        return answer(interaction, whence, filled(interaction, whence));
    }
  };
  return (data) =>
    handle(data).catch((cause: unknown) => log.error({ err: cause }, "answering an interaction of Discord's"));
}
