import {
  ActionRowBuilder,
  type APIModalInteractionResponseCallbackData,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  ComponentType,
  type Interaction,
  TextInputStyle,
} from "discord.js";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startBare } from "../../fakes/discord/bare.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/discord.ts";
import { mentionsOf } from "../../fakes/discord/limits.ts";

const vm = { name: "vm", description: "Virtual machines" };

let discord: FakeDiscord;
let client: Client<true> | undefined;
beforeEach(async () => {
  discord = await startFakeDiscord();
});
afterEach(async () => {
  await client?.destroy();
  client = undefined;
  await discord.stop();
});
const start = async (act: (interaction: Interaction) => Promise<unknown>): Promise<void> => {
  client = await startBare(discord, act);
  await client.application.commands.set([vm]);
};

it("opens a modal, checks what is filled in, and does not answer a modal by a modal", async () => {
  const modal = {
    title: "New machine",
    custom_id: "form",
    components: [
      {
        type: ComponentType.Label,
        label: "Name",
        component: { type: ComponentType.TextInput, custom_id: "name", style: TextInputStyle.Short, max_length: 5 },
      },
      {
        type: ComponentType.Label,
        label: "Script",
        component: { type: ComponentType.FileUpload, custom_id: "file", required: false, min_values: 0 },
      },
    ],
  } satisfies APIModalInteractionResponseCallbackData;
  let refused: unknown;
  await start(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.showModal(modal);
    if (!interaction.isModalSubmit()) return;
    const body = { body: { type: 9, data: modal } };
    await interaction.client.rest
      .post(`/interactions/${interaction.id}/${interaction.token}/callback`, body)
      .catch((cause: unknown) => {
        refused = cause;
      });
    const file = interaction.fields.getUploadedFiles("file")?.first()?.name;
    await interaction.reply({ content: `${interaction.fields.getTextInputValue("name")} ${file}` });
  });
  const hanako = discord.person();
  expect(await hanako.uses("vm", {}, { in: "general" })).toMatchObject({ answer: "modal" });
  const form = await hanako.modal();
  expect(form.fields.map(({ id, label, kind, required }) => [id, label, kind, required])).toEqual([
    ["name", "Name", "text", true],
    ["file", "Script", "file", false],
  ]);
  await form.fill({ Name: "too long" });
  expect(await form.submit()).toBeUndefined();
  expect(form.problems).toEqual({ name: "Too long" });
  await form.fill({ name: "web", file: [{ name: "a.sh", content: "x" }] });
  expect(await form.submit()).toMatchObject({ answer: "message" });
  await hanako.sees(/^web a.sh$/u);
  expect(hanako.hasModal()).toBe(false);
  expect(refused).toMatchObject({ code: 50_035, rawError: { errors: { type: { _errors: [{}] } } } });
});

it("presses a button, sees the message edited, and knows whom it would have notified", async () => {
  const button = new ButtonBuilder().setCustomId("d").setLabel("Delete").setStyle(ButtonStyle.Danger);
  const row = new ActionRowBuilder<ButtonBuilder>().addComponents(button);
  await start(async (interaction) => {
    if (interaction.isChatInputCommand())
      await interaction.reply({ content: "@everyone really?", components: [row], allowedMentions: { parse: [] } });
    if (interaction.isButton()) await interaction.update({ content: "gone", components: [] });
  });
  const hanako = discord.person();
  await hanako.uses("vm", {}, { in: "dm" });
  const seen = await hanako.sees(/really/u, { where: "direct" });
  expect(mentionsOf(seen.sent)).toEqual({ users: [], roles: [], everyone: false });
  expect(await seen.click("Delete")).toMatchObject({ answer: "update" });
  await seen.waitForEdit(/gone/u);
  await expect(seen.click("Delete")).rejects.toThrow('no button "Delete"');
  expect(await seen.click("Delete", { stale: true })).toMatchObject({ answer: "update" });
});
