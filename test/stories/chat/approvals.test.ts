import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { remains } from "../../department/guests.ts";
import type { Person as DiscordPerson } from "../../fakes/discord/driver/person.ts";
import type { Person as SlackPerson } from "../../fakes/slack/driver/person.ts";
import type { ChatSurface, Seen } from "./person.ts";
import { startTown, type Town } from "./town.ts";

// Another person's yes, from asking to the guest, with a card in the approvers' channel of each platform.
let town: Town;
let onSlack: SlackPerson;
let onDiscord: DiscordPerson;
beforeAll(async () => {
  town = await startTown();
  town.speakBy("Slack's Socket Mode");
  onSlack = await approver("prof1");
  onDiscord = town.discord.person({ locale: "en-US" });
  await town.link(`discord:${town.discord.guild}/${onDiscord.id}`, "adm1");
  // Whom the bot has seen before is shown a form at once.
  await onDiscord.uses("ping");
  await onDiscord.sees(/answers|応答/u);
}, 180_000);
afterAll(() => town?.stop(), 60_000);

const inAMinute = 60_000;
const nothing = { domains: [], folders: [], reservations: [] };
const big = { template: "tiny", name: "big", memory: "256M", disk: "12G" };

/** Somebody in the approvers' channel of Slack; linked where an account is given. */
async function approver(account?: string): Promise<SlackPerson> {
  const person = town.slack.person({ locale: "en-US" });
  town.approvers.slack.members.add(person.id);
  if (account !== undefined) await town.link(`slack:${town.slack.team}/${person.id}`, account);
  return person;
}
const surfaceOf = (name: string): ChatSurface => {
  const found = town.surfaces.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no surface ${name}`);
  return found;
};
const numberOf = (message: Seen): string => /waits for approval (\d+)/u.exec(message.text())?.[1] ?? "?";
const cardOf = (message: Seen): RegExp => new RegExp(`Approval ${numberOf(message)}:[\\s\\S]*12 GB`, "u");
const cards = async (pattern: RegExp) => ({
  slack: await onSlack.sees(pattern, { where: "channel" }),
  discord: await onDiscord.sees(pattern, { where: "channel" }),
});

describe.each(["Slack's Socket Mode", "Discord", "the terminal"])("asked on %s", (name) => {
  test("a bigger disk is approved from the card, every copy of it is edited, and the guest comes about in the same message", async () => {
    const hanako = await surfaceOf(name).person("e235701", "en");
    await hanako.types({ command: "vm create", values: big });
    const message = await hanako.sees(/Creating VM big: waits for approval/u);
    expect(message.text()).toMatch(/12 GB[\s\S]*staff, administrators/u);
    const card = await cards(cardOf(message));
    expect(card.slack.text).toMatch(/e235701[\s\S]*256 MB[\s\S]*12 GB[\s\S]*\/vm create tiny big/u);
    await card.slack.click(card.slack.buttons[0] ?? "");
    await onSlack.sees(new RegExp(`You approved ${numberOf(message)}$`, "mu"));
    await message.becomes(/VM big is ready/u, inAMinute);
    for (const copy of [card.slack, card.discord]) {
      await copy.waitForEdit(/prof1/u, 20_000);
      expect(copy.buttons).toEqual([]);
    }
    await hanako.types({ command: "vm delete", values: { name: "big" } });
    const question = await hanako.sees(/Delete VM big\?|big.*\?/u);
    await question.click(question.buttons()[0] ?? "");
    await question.becomes(/deleted/u, inAMinute);
    expect(await remains(town.department)).toEqual(nothing);
  }, 150_000);

  test("it is denied with a reason from the other platform's card, and who asked is told in the same message", async () => {
    const hanako = await surfaceOf(name).person("e235701", "en");
    await hanako.types({ command: "vm create", values: { ...big, name: "vast" } });
    const message = await hanako.sees(/Creating VM vast: waits for approval/u);
    const card = await cards(cardOf(message));
    await card.discord.click(card.discord.buttons[1] ?? "");
    const modal = await onDiscord.modal();
    await modal.fill({ reason: "please use the shared disk" });
    await modal.submit();
    await message.becomes(/vast: denied[\s\S]*adm1[\s\S]*please use the shared disk/u, 20_000);
    for (const copy of [card.slack, card.discord]) await copy.waitForEdit(/please use the shared disk/u, 20_000);
    expect(await remains(town.department)).toEqual(nothing);
  }, 60_000);
});

test("neither who asked by a second chat, nor a student, nor a stranger decides by the card; the approver still can", async () => {
  const prof = await surfaceOf("the terminal").person("prof1", "en");
  await prof.types({ command: "vm create", values: { ...big, name: "mine" } });
  const message = await prof.sees(/Creating VM mine: waits for approval/u);
  const number = numberOf(message);
  const card = await onSlack.sees(/mine/u, { where: "channel" });
  // onSlack is linked to prof1 as well.
  await card.click(card.buttons[0] ?? "");
  await onSlack.sees(/Nobody approves what they asked for themselves/u);
  const student = await approver("e235702");
  const theirs = await student.sees(/mine/u, { where: "channel" });
  await theirs.click(theirs.buttons[0] ?? "");
  await student.sees(/Only staff may do this/u);
  const stranger = await approver();
  const seen = await stranger.sees(/mine/u, { where: "channel" });
  await seen.click(seen.buttons[0] ?? "");
  await stranger.sees(/do not know yet who you are/u);
  expect(card.buttons).toHaveLength(2);
  await prof.types({ command: "approvals withdraw", values: { number } });
  await prof.sees(/You took back/u);
  await card.waitForEdit(/取り下げ|withdrawn/u, 20_000);
  expect(await remains(town.department)).toEqual(nothing);
}, 90_000);

test("the bot is killed while a request waits: its card and its message go on after the restart", async () => {
  const hanako = await surfaceOf("Slack's Socket Mode").person("e235701", "en");
  await hanako.types({ command: "vm create", values: { ...big, name: "patient" } });
  const message = await hanako.sees(/Creating VM patient: waits for approval/u);
  const card = await onSlack.sees(/patient/u, { where: "channel" });
  // What is written down later than where the card stands is on the disk, so that is too.
  await hanako.types({ command: "ping " });
  await hanako.sees(/answers/u);
  await town.department.bot().kill();
  await town.department.startBot();
  await town.heard("Slack's Socket Mode");
  await card.click(card.buttons[0] ?? "");
  await message.becomes(/VM patient is ready/u, inAMinute);
  await card.waitForEdit(/prof1/u, 20_000);
  await hanako.types({ command: "vm delete", values: { name: "patient" } });
  const question = await hanako.sees(/patient.*\?/u);
  await question.click(question.buttons()[0] ?? "");
  await question.becomes(/deleted/u, inAMinute);
}, 150_000);

test("nothing that the bot sent to a platform was more than it takes", () => {
  expect(town.slack.complaints()).toEqual([]);
  expect(town.discord.complaints()).toEqual([]);
});
