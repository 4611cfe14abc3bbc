import { afterAll, beforeAll, expect, test } from "vitest";
import { renderReply } from "../../../bot/terminal/render.ts";
import type { Reply } from "../../../handlers/kit/reply.ts";
import type { Result } from "../../../protocol/messages.ts";
import type { Condition } from "../../../protocol/monitor.ts";
import { until } from "../../fakes/kit/until.ts";
import { resultOf } from "../bot/fake-executor.ts";
import { type AlertScene, setAlertScene } from "./scene.ts";

let scene: AlertScene;
beforeAll(async () => {
  scene = await setAlertScene();
}, 60_000);
afterAll(() => scene?.end(), 60_000);

const inTime = { timeout: 40_000 };
const gib = 1024 ** 3;
const isPicture = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(1, 4)).toString() === "PNG";
const channel = { where: "channel" } as const;
const inThread = (pattern: RegExp) =>
  scene.onSlack.messages("channel").find(({ thread, text }) => thread !== undefined && pattern.test(text));

test(
  "what was done about it stands in its timeline: pressed on the card or typed, by whom, and how it ended",
  inTime,
  async () => {
    const fixes = ["/ceph osd", "/ceph noout --for 1h"];
    const condition: Condition = {
      ...{ key: "OSD_DOWN", code: "ceph.osd_down", severity: "warning", scope: "department" },
      ...{ numbers: {}, lines: ["osd.3 is down"], since: Date.now(), fixes },
    };
    const report = { name: "ceph", at: Date.now(), everyMs: 15_000, fault: null, figures: [], conditions: [condition] };
    await scene.vm1.sayInventory({
      monitors: [report],
      actions: ["ceph.noout", "ceph.osd"],
      people: [{ name: "e235701", uid: 60_001, fullName: "Higa Aoi", roles: ["admin"] }],
    });
    const card = await scene.onSlack.sees(/Alert \d+ \(warning\).*OSD_DOWN/u, channel);
    const grants = (action: string) => scene.vm1.grants.filter((grant) => grant.action === action);
    const ends = async (action: string, at: number, changes: Partial<Result>): Promise<void> => {
      const grant = await until(`${action} was asked for`, () => grants(action)[at]);
      await scene.vm1.say([resultOf(grant.jti, action, changes)]);
    };
    await card.click("/ceph noout --for 1h");
    await ends("ceph.noout", 0, { output: { until: Date.now() + 3_600_000 } });
    const ran = /ran: Higa Aoi \(e235701\): \/ceph noout --for 1h: it went well/u;
    await until("Slack's thread tells of it", () => inThread(ran)?.thread === card.ts);
    await scene.onDiscord.sees(ran, channel);

    const failed = scene.say("/ceph noout --for 2h");
    await ends("ceph.noout", 1, { status: "failed", failure: { code: "host.fault", kept: false, left: [] } });
    expect(await failed).toMatchObject({ status: "failed" });
    const looked = scene.say("/ceph osd");
    await ends("ceph.osd", 0, { status: "cancelled" });
    await looked;
    const [, number = ""] = /Alert (\d+)/u.exec(card.text) ?? [];
    const { output } = (await scene.say(`/alert show ${number}`)) as { output: { events: { kind: string }[] } };
    expect(output.events.filter(({ kind }) => kind === "fixed")).toMatchObject([
      { by: { name: "e235701", uid: 60_001 }, text: "done /ceph noout --for 1h" },
      { by: { name: "e235701" }, text: "failed /ceph noout --for 2h" },
    ]);
    await scene.tell([]);
    await card.waitForEdit(/over by itself/u);
  },
);

test(
  "how a disk filled stands as a picture in both threads and beside the answer, and no failed file harms a card",
  inTime,
  async () => {
    await scene.stopBot();
    const now = Date.now();
    const days = Array.from({ length: 300 }, (_, at): [number, number] => [
      now - (300 - at) * 1_800_000,
      (400 - at) * gib,
    ]);
    await scene.remember("vm1:host:free:/home", days);
    await scene.startBot();
    const numbers = { path: "/home", percent: 9, freeGiB: 100, limitBytes: 150 * gib, days: 2 };
    const full: Condition = {
      ...{ key: "disk:/home", code: "host.disk_trend", severity: "warning", scope: "host" },
      ...{ numbers, lines: [], since: now },
    };
    const caption = /Free on \/home: 400 GB → 101 GB within 6 d/u;
    const endFault = scene.slack.faults.add({
      method: "files.completeUploadExternal",
      answer: { error: "invalid_channel" },
    });
    await scene.tell([full], { name: "host" });
    const onDiscord = await scene.onDiscord.sees(/Alert \d+ \(warning\).*\/home will be full/u, channel);
    const onSlack = await scene.onSlack.sees(/Alert \d+ \(warning\).*\/home will be full/u, channel);
    const inDiscord = await scene.onDiscord.sees(caption, channel);
    expect(inDiscord.channel).toBe(onDiscord.id);
    expect(isPicture((await inDiscord.waitForFile(/^chart\.png$/u)).bytes)).toBe(true);
    await until("Slack's thread tells of it", () => inThread(caption)?.thread === onSlack.ts);
    await until(
      "Slack was asked to take the picture",
      () => scene.slack.calls("files.completeUploadExternal").length > 0,
    );
    endFault();
    expect(onSlack.deleted).toBe(false);

    const [, number = ""] = /Alert (\d+)/u.exec(onSlack.text) ?? [];
    await scene.onSlack.types(`/alert show ${number}`, { channel: scene.channels.slack });
    const answer = await scene.onSlack.sees(/\/home will be full/u, { where: "direct" });
    const beside = await until("the picture is beside the answer", () =>
      scene.onSlack.messages("direct").find(({ thread, files }) => thread === answer.ts && files.length > 0),
    );
    expect(beside.files[0]).toMatchObject({ name: "chart.png", title: expect.stringMatching(caption) });
    expect(isPicture(beside.files[0]?.bytes ?? Buffer.alloc(0))).toBe(true);
    const { reply } = (await scene.say(`/alert show ${number}`)) as { reply: Reply };
    expect(renderReply(reply).split("\n")).toContainEqual(expect.stringMatching(/^ {2}█[▁▂▃▄▅▆▇█]+▁$/u));
    expect(scene.slack.complaints()).toEqual([]);
  },
);

test(
  "a monitor whose report is garbage is an alert of its host, beside what its other monitors find, and ends when it can be read",
  inTime,
  async () => {
    const usual = { at: Date.now(), everyMs: 5_000, fault: null, figures: [], conditions: [] };
    const redis: Condition = {
      ...{ key: "memory", code: "redis.nothing_we_know", severity: "warning", scope: "host" },
      ...{ numbers: {}, lines: ["redis is full"], since: Date.now() },
    };
    const garbage = { name: "ceph", everyMs: 5_000, at: "noon", conditions: [{ key: "; DROP TABLE" }] } as never;
    await scene.vm1.sayInventory({ monitors: [garbage, { ...usual, name: "redis", conditions: [redis] }] });
    await scene.onSlack.sees(/redis is full/u, channel);
    const card = await scene.onSlack.sees(/The monitor ceph of vm1 sends garbage/u, { ...channel, deadlineMs: 10_000 });
    const { output } = (await scene.say("/alert list")) as { output: { open: { code: string; hosts: string[] }[] } };
    expect(output.open).toContainEqual(expect.objectContaining({ code: "monitor.garbled", hosts: ["vm1"] }));
    expect(output.open.map(({ code }) => code)).not.toContain("bot.reports");
    await scene.vm1.sayInventory({
      monitors: [
        { ...usual, name: "ceph" },
        { ...usual, name: "redis" },
      ],
    });
    await card.waitForEdit(/over by itself/u);
  },
);
