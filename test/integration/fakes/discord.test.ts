import { type Client, type Interaction, MessageFlags } from "discord.js";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startBare } from "../../fakes/discord/bare.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/discord.ts";

const vm = {
  name: "vm",
  description: "Virtual machines",
  options: [
    {
      type: 1,
      name: "create",
      description: "Makes one",
      options: [
        { type: 3, name: "template", description: "From what", required: true, autocomplete: true },
        { type: 4, name: "cpu", description: "How many", min_value: 1, max_value: 8 },
        { type: 11, name: "script", description: "A file" },
      ],
    },
  ],
};

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

it("takes a command, shows it deferred, and its answer as an edit", async () => {
  await start(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const file = interaction.options.getAttachment("script");
    const text = file === null ? "" : await (await fetch(file.url)).text();
    await interaction.editReply({
      content: `${interaction.options.getString("template")} ${interaction.locale} ${text}`,
    });
    await interaction.editReply({
      content: "done",
      files: [{ attachment: Buffer.from("all of it"), name: "log.txt" }],
    });
  });
  const hanako = discord.person({ name: "hanako", locale: "ja" });
  const done = await hanako.uses("vm create", { template: "tiny", script: { name: "a.sh", content: "echo" } });
  expect(done).toMatchObject({ answer: "deferred", ephemeral: true });
  const seen = await hanako.sees(/done/u, { where: "ephemeral" });
  expect(seen.history).toEqual(["", "tiny ja echo", "done"]);
  expect(await seen.waitForFile(/log/u)).toMatchObject({ name: "log.txt", text: "all of it" });
  expect(discord.person().messages()).toEqual([]);
  expect(JSON.stringify(discord.world.calls)).not.toContain(discord.token);
});

it("checks options as the client app does, and completes them", async () => {
  await start(async (interaction) => {
    if (interaction.isAutocomplete()) await interaction.respond([{ name: "Tiny", value: "tiny" }]);
  });
  const hanako = discord.person();
  await expect(hanako.uses("vm create")).rejects.toThrow('the option "template" is required');
  await expect(hanako.uses("vm create", { template: "x", cpu: 9 })).rejects.toThrow("its size");
  await expect(hanako.uses("vm delete")).rejects.toThrow("no subcommand");
  expect(await hanako.autocompletes("vm create", "template", "ti")).toEqual([{ name: "Tiny", value: "tiny" }]);
});

it("tells the person when no answer came, and refuses a late or a second one", async () => {
  const codes: unknown[] = [];
  const keep = (cause: unknown) => codes.push((cause as { code?: unknown }).code);
  await start(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    if (interaction.options.getString("template") === "late") {
      discord.clock.advance(3001);
      await interaction.deferReply().catch(keep);
    } else {
      await interaction.reply("first");
      const again = { body: { type: 4, data: { content: "second" } } };
      await interaction.client.rest
        .post(`/interactions/${interaction.id}/${interaction.token}/callback`, again)
        .catch(keep);
    }
  });
  const hanako = discord.person();
  expect(await hanako.uses("vm create", { template: "late" })).toMatchObject({ answer: "nothing" });
  await hanako.sees(/did not respond/u);
  await hanako.uses("vm create", { template: "twice" });
  await hanako.sees(/first/u, { where: "channel" });
  await expect.poll(() => codes).toEqual([10_062, 40_060]);
});
