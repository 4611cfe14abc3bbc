import { type ChatInputCommandInteraction, type Client, MessageFlags } from "discord.js";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startBare } from "../../fakes/discord/bare.ts";
import { type FakeDiscord, startFakeDiscord } from "../../fakes/discord/discord.ts";

let discord: FakeDiscord;
let client: Client<true> | undefined;
beforeEach(async () => {
  discord = await startFakeDiscord();
});
afterEach(async () => {
  await client?.destroy();
  await discord.stop();
});
/** A bot that leaves its interactions to the test once they are deferred. */
const start = async (flags: MessageFlags.Ephemeral | undefined): Promise<ChatInputCommandInteraction[]> => {
  const deferred: ChatInputCommandInteraction[] = [];
  client = await startBare(discord, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply(flags === undefined ? {} : { flags });
    deferred.push(interaction);
  });
  await client.application.commands.set([{ name: "long", description: "Takes long" }]);
  return deferred;
};
const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (cause: unknown) => (cause as { code?: unknown }).code,
  );

it("lets an interaction be answered for 15 minutes, and a bot's message be edited for ever", async () => {
  const deferred = await start(undefined);
  const hanako = discord.person();
  expect(await hanako.uses("long", {}, { in: "dm" })).toMatchObject({ answer: "deferred", ephemeral: false });
  await expect.poll(() => deferred.length).toBe(1);
  const [interaction] = deferred;
  const message = await interaction?.editReply("working");
  discord.clock.advance(15 * 60_000 + 1);
  expect(await codeOf(interaction?.editReply("too late") ?? Promise.resolve())).toBe(50_027);
  await client?.rest.patch(`/channels/${hanako.direct}/messages/${message?.id ?? ""}`, { body: { content: "done" } });
  expect((await hanako.sees(/done/u, { where: "direct" })).history).toEqual(["", "working", "done"]);
});

it("keeps an ephemeral message from the bot's token and from others, as it was deferred", async () => {
  const deferred = await start(MessageFlags.Ephemeral);
  const hanako = discord.person();
  await hanako.uses("long");
  await expect.poll(() => deferred.length).toBe(1);
  const [interaction] = deferred;
  // The first follow-up is the deferred answer, whatever its flags say.
  await interaction?.webhook.send({ content: "only for you" });
  const seen = await hanako.sees(/only for you/u);
  expect([seen.where, hanako.messages().length, discord.person().messages().length]).toEqual(["ephemeral", 1, 0]);
  const patch = client?.rest.patch(`/channels/${seen.channel}/messages/${seen.id}`, { body: { content: "x" } });
  expect(await codeOf(patch ?? Promise.resolve())).toBe(10_008);
  await interaction?.followUp({ content: "for all" });
  await discord.person().sees(/for all/u, { where: "channel" });
  await interaction?.deleteReply();
  await seen.waitUntilDeleted();
  expect(await codeOf(interaction?.editReply("x") ?? Promise.resolve())).toBe(10_008);
});

it("answers 260 people at once without the global limit", async () => {
  await start(MessageFlags.Ephemeral);
  const people = Array.from({ length: 260 }, () => discord.person());
  const all = await Promise.all(people.map((each) => each.uses("long", {}, { in: "dm" })));
  expect(all.every(({ answer }) => answer === "deferred")).toBe(true);
  expect(discord.calls().filter(({ status }) => status === 429)).toEqual([]);
});
