import { afterAll, beforeAll, expect, test } from "vitest";
import { renderReply } from "../../../bot/terminal/render.ts";
import type { Reply } from "../../../handlers/kit/reply.ts";
import type { Condition } from "../../../protocol/monitor.ts";
import { until } from "../../fakes/kit/until.ts";
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
