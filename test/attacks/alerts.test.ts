import { afterAll, beforeAll, expect, test } from "vitest";
import { incidentWords } from "../../handlers/incident-words/index.ts";
import type { Condition } from "../../protocol/monitor.ts";
import { linksOf, mentionsOf } from "../fakes/discord/limits.ts";
import { until } from "../fakes/kit/until.ts";
import { plainInventory } from "../integration/bot/fake-executor.ts";
import { type AlertScene, setAlertScene } from "../integration/incidents/scene.ts";

// What is wrong is told to everybody, in words that programs printed, with buttons that everybody sees.

let scene: AlertScene;
beforeAll(async () => {
  scene = await setAlertScene();
}, 60_000);
afterAll(() => scene?.end(), 60_000);

const inTime = { timeout: 160_000 };
const channel = { where: "channel" } as const;
/** Chats get so many calls in a minute for all alerts together: what follows much else may wait for the next. */
const inTurn = { ...channel, deadlineMs: 70_000 } as const;
const trouble = (key: string, changes: Partial<Condition> = {}): Condition => ({
  ...{ key, code: "test.trouble", severity: "warning", scope: "department" },
  ...{ numbers: {}, lines: [`${key} is wrong`], since: Date.now() },
  ...changes,
});
const stateOf = async (number: number): Promise<unknown> =>
  ((await scene.say(`/alert show ${number}`)).output as { state: string } | undefined)?.state;
const numberIn = (text: string): number => Number(/Alert (\d+)/u.exec(text)?.[1]);

test("whoever is linked to no account, or a guest, presses an alert's buttons in vain", inTime, async () => {
  await scene.tell([trouble("pressed")]);
  const number = numberIn((await scene.onSlack.sees(/pressed is wrong/u, channel)).text);
  const outside = scene.discord.person();
  const card = await outside.sees(/pressed is wrong/u, channel);
  for (const label of ["Acknowledge", "Snooze 1 h", "Resolve"]) await card.click(label);
  await outside.sees(/not linked|link/iu);
  expect(await stateOf(number)).toBe("open");
});

test("a line that helps is decided for whoever presses it, whatever monitor named it", inTime, async () => {
  await scene.tell([trouble("fixable", { fixes: ["/template retire tiny", "rm -rf /", "/limit end e235701"] })]);
  const card = await scene.onSlack.sees(/fixable is wrong/u, inTurn);
  expect(card.buttons).toContain("/limit end e235701");
  expect(card.buttons).not.toContain("rm -rf /");
  await card.click("/limit end e235701");
  await scene.onSlack.sees(/administrators|Only/u);
  expect(scene.vm1.grants.filter(({ action }) => action === "limit.end")).toEqual([]);
});

test("what a program printed mentions nobody, links nowhere and stays in its place", inTime, async () => {
  const evil = "<!channel> @everyone <@1234> [log in](https://evil.example) https://evil.example ``` *x* hostile";
  await scene.tell([
    trouble("hostile", {
      lines: [evil, `\`\`\`\n${evil}`],
      numbers: { a: evil },
      documentation: "https://evil.example/@everyone",
    }),
  ]);
  const onSlack = await scene.onSlack.sees(/hostile/u, inTurn);
  expect(onSlack.sent).toMatchObject({ parse: "none", unfurl_links: "false" });
  expect(JSON.stringify(onSlack.blocks)).not.toMatch(/"type":"(?:mrkdwn|link|user|channel|broadcast|usergroup)"/u);
  const onDiscord = await scene.onDiscord.sees(/hostile/u, inTurn);
  expect(mentionsOf(onDiscord.sent)).toEqual({ users: [], roles: [], everyone: false });
  expect(linksOf(onDiscord.sent)).toEqual([]);
  expect(scene.slack.complaints()).toEqual([]);
});

test(
  "what nobody signed, or somebody else, opens and ends no alert, and that it came is one itself",
  inTime,
  async () => {
    await scene.tell([trouble("standing")]);
    const number = numberIn((await scene.onSlack.sees(/standing is wrong/u, inTurn)).text);
    const report = { name: "ceph", at: Date.now(), everyMs: 15_000, fault: null, figures: [] };
    const forged = { ...plainInventory, monitors: [{ ...report, conditions: [trouble("forged")] }] };
    const silent = { ...plainInventory, monitors: [{ ...report, conditions: [] }] };
    for (const body of [forged, silent]) {
      await scene.vm1.say([body], { own: scene.stranger, seq: 1_000 });
      await scene.vm1.say([body], { host: "vm9", seq: 1_001 });
      await scene.vm1.say([body], { seq: 1 });
    }
    await scene.onSlack.sees(/reports came that cannot be read or believed/u, channel);
    expect(await stateOf(number)).toBe("open");
    expect(scene.onSlack.messages("channel").some(({ text }) => text.includes("forged"))).toBe(false);
  },
);

test("a host can say much, but not so much that the chat is filled: the rest is one message", inTime, async () => {
  const many = Array.from({ length: 60 }, (_, index) => ({
    ...{ name: `m${index}`, at: Date.now(), everyMs: 15_000, fault: null, figures: [] },
    conditions: [trouble(`flood${index}`)],
  }));
  await scene.vm1.sayInventory({ monitors: many.slice(0, 20) });
  const cards = () => scene.onDiscord.messages("channel").filter(({ text }) => /flood\d+ is wrong/u.test(text));
  await until("one message counts the rest", () => cards().some(({ text }) => /more alerts/u.test(text)));
  expect(cards().length).toBeLessThanOrEqual(6);
});

test("no code that is not ours finds words that are not ours", () => {
  for (const code of ["constructor.name", "__proto__", "toString"])
    expect(Object.hasOwn(incidentWords, code)).toBe(false);
});
