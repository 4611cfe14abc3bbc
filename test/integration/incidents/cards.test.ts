import { afterAll, beforeAll, expect, test } from "vitest";
import type { Condition } from "../../../protocol/monitor.ts";
import { until } from "../../fakes/kit/until.ts";
import { type AlertScene, setAlertScene } from "./scene.ts";

let scene: AlertScene;
beforeAll(async () => {
  scene = await setAlertScene();
}, 60_000);
afterAll(() => scene?.end(), 60_000);

const inTime = { timeout: 40_000 };
const osd = (changes: Partial<Condition> = {}): Condition => ({
  ...{ key: "OSD_DOWN", code: "ceph.nothing_we_know", severity: "warning", scope: "department" },
  ...{ numbers: {}, lines: ["osd.3 is down"], since: Date.now() },
  ...changes,
});
const channel = { where: "channel" } as const;
const inThread = (pattern: RegExp) =>
  scene.onSlack.messages("channel").find(({ thread, text }) => thread !== undefined && pattern.test(text));

test(
  "one trouble is one card on both platforms, and whoever acknowledges it on one is named on the other",
  inTime,
  async () => {
    await scene.tell([osd()]);
    const onSlack = await scene.onSlack.sees(/Alert 1 \(warning\).*osd\.3 is down/u, channel);
    const onDiscord = await scene.onDiscord.sees(/Alert 1 \(warning\).*osd\.3 is down/u, channel);
    expect(onSlack.buttons).toEqual(["Acknowledge", "Snooze 1 h", "Note", "Resolve"]);
    await onDiscord.click("Acknowledge");
    await onSlack.waitForEdit(/acknowledged: Oshiro Ren \(e235702\)/u);
    await onDiscord.waitForEdit(/acknowledged: Oshiro Ren \(e235702\)/u);
    expect(onSlack.buttons).not.toContain("Acknowledge");
    await onSlack.click("Acknowledge").catch(() => undefined);
    expect(await scene.say("/alert ack 1")).toMatchObject({
      status: "refused",
      reply: { title: expect.stringContaining("Oshiro Ren (e235702)") },
    });
    await until("Slack's thread tells of it", () => inThread(/acknowledged: Oshiro Ren/u) !== undefined);
    const thread = await scene.onDiscord.sees(/:\d\d acknowledged: Oshiro Ren/u, channel);
    expect(thread.channel).toBe(onDiscord.id);
  },
);

test(
  "what gets worse asks for somebody anew, a note stands on the card, and it ends where it began",
  inTime,
  async () => {
    await scene.tell([osd({ severity: "error" })]);
    const card = await scene.onSlack.sees(/Alert 1 \(error\)/u, channel);
    expect(card.buttons).toContain("Acknowledge");
    await card.click("Note");
    const form = await scene.onSlack.modal();
    await form.fill({ "f.text": "the disk is ordered" });
    await form.submit();
    await card.waitForEdit(/the disk is ordered/u);
    await scene.tell([]);
    await card.waitForEdit(/over by itself/u);
    expect(card.buttons).toEqual([]);
    expect(scene.slack.complaints()).toEqual([]);
  },
);

test(
  "what broke and mended while the bot was down is told by nobody, and what ended meanwhile ends on its card",
  inTime,
  async () => {
    await scene.tell([osd({ key: "PG_DAMAGED", severity: "error" })]);
    const card = await scene.onSlack.sees(/Alert 2 \(error\)/u, channel);
    await scene.stopBot();
    await scene.tell([osd({ key: "SHORT", lines: ["it came and went"] })]);
    await scene.tell([]);
    const before = scene.onSlack.messages("channel").filter(({ thread }) => thread === undefined).length;
    await scene.startBot();
    await card.waitForEdit(/over by itself/u);
    const after = scene.onSlack.messages("channel").filter(({ thread }) => thread === undefined);
    expect(after).toHaveLength(before);
    expect(after.some(({ text }) => text.includes("it came and went"))).toBe(false);
  },
);

test("a monitor that cannot see is an alert itself, and what it told last stays as it was", inTime, async () => {
  await scene.tell([osd({ key: "OSD_FULL", lines: ["osd.1 is full"] })]);
  await scene.onSlack.sees(/Alert 3.*osd\.1 is full/u, channel);
  await scene.tell([], { fault: "ceph: timed out after 10 s", everyMs: 1_000 });
  await scene.onSlack.sees(/Alert 4.*monitor ceph of vm1 cannot see/u, channel);
  expect(await scene.say("/alert show 3")).toMatchObject({ output: { state: "open" } });
  await scene.tell([]);
  await until("both are over", async () => {
    const { output } = await scene.say("/alert list");
    return (output as { open: unknown[] }).open.length === 0;
  });
});

test("reports that cannot be read are an alert, and a rest ends when it was said to", inTime, async () => {
  await scene.vm1.say([{ kind: "nonsense" } as never]);
  const card = await scene.onDiscord.sees(/reports came that cannot be read/u, channel);
  const [, number = ""] = /Alert (\d+)/u.exec(card.text) ?? [];
  await card.click("Snooze 1 h");
  await card.waitForEdit(/snoozed until/u);
  expect(await scene.say(`/alert resolve ${number} it was a test`)).toMatchObject({ status: "done" });
  await card.waitForEdit(/resolved: Higa Aoi/u);
});
