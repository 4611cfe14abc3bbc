import type { Client, Interaction } from "discord.js";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startBare } from "../../fakes/discord/bare.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/discord.ts";

const note = { type: 3, name: "note", description: "Words" };
const vm = {
  name: "vm",
  description: "Virtual machines",
  options: [{ type: 1, name: "show", description: "Shows", options: [note, { ...note, type: 4, name: "cpu" }] }],
};
let discord: FakeDiscord;
let client: Client<true> | undefined;
const heard: Interaction[] = [];
beforeEach(async () => {
  heard.length = 0;
  discord = await startFakeDiscord();
  client = await startBare(discord, async (interaction) => {
    heard.push(interaction);
    if (interaction.isRepliable()) await interaction.reply({ content: `for ${interaction.user.username}`, flags: 64 });
  });
  await client.application.commands.set([vm]);
});
afterEach(async () => {
  await client?.destroy();
  await discord.stop();
});
const last = () => heard.at(-1);

it("reads a typed line as the client does; a full-width one is an ordinary message", async () => {
  const hanako = discord.person({ name: "hanako" });
  expect(await hanako.types("/vm show note:two words cpu:2")).toMatchObject({ answer: "message", ephemeral: true });
  const given = last()?.isChatInputCommand() === true ? last() : undefined;
  const options = given?.isChatInputCommand() === true ? given.options : undefined;
  expect([options?.getString("note"), options?.getInteger("cpu")]).toEqual(["two words", 2]);
  await expect(hanako.types("/vm show words")).rejects.toThrow("no subcommand");
  expect(await hanako.types("／vm show", { in: "dm" })).toBeUndefined();
  expect((await hanako.sees(/^／vm show$/u, { where: "direct" })).by).toBe(hanako.id);
  expect(heard).toHaveLength(1);
});

it("brings people from direct messages, our guild and others, as Discord says who they are", async () => {
  const hanako = discord.person({ name: "hanako", locale: "ja" });
  await hanako.uses("vm show", {}, { in: "dm" });
  expect([last()?.guildId, last()?.member, last()?.locale]).toEqual([null, null, "ja"]);
  await hanako.uses("vm show");
  expect([last()?.guildId, last()?.channelId]).toEqual([discord.guild, discord.channel().id]);
  const lounge = discord.channel("lounge", {}, "900000000000000009");
  await discord.person({ member: false }).uses("vm show", {}, { in: lounge.id });
  expect(last()?.guildId).toBe("900000000000000009");
  const stranger = discord.person({ member: false });
  await expect(stranger.uses("vm show")).rejects.toThrow("not in the guild");
});

it("sends also what no client would send", async () => {
  const hanako = discord.person();
  const forged = await hanako.sends(3, { component_type: 2, custom_id: "made-up" }, {}, hanako.says("nothing here"));
  expect(forged.answer).toBe("message");
  const interaction = last();
  expect(interaction?.isButton() === true ? interaction.customId : "").toBe("made-up");
  await hanako.sends(2, { id: "1", name: "gone", type: 1 });
  await expect.poll(() => heard.length).toBe(2);
  discord.gateway.say("no json");
  expect(await hanako.uses("vm show")).toMatchObject({ answer: "message" });
});
