import { afterAll, beforeAll, expect, test } from "vitest";
import { mentionsOf } from "../../fakes/discord/limits.ts";
import { markupIn } from "../../fakes/slack/mentions.ts";
import { type AlertScene, setAlertScene } from "./scene.ts";

let scene: AlertScene;
beforeAll(async () => {
  const numbers = { error: [{ afterMinutes: 0, to: "everyone" }] };
  scene = await setAlertScene({}, { members: ["e235701", "e235702"], since: "2026-01-05", numbers });
}, 60_000);
afterAll(() => scene?.end(), 60_000);

const inTime = { timeout: 40_000 };

test("an error calls each by name where they are known, and nobody else, and tells them directly", inTime, async () => {
  const lines = ["osd.3 is down, <@U0TEACHER> <!channel> @everyone said so"];
  const trouble = { key: "OSD_DOWN", code: "ceph.nothing_we_know", severity: "error", scope: "department" } as const;
  await scene.tell([{ ...trouble, numbers: {}, lines, since: Date.now() }]);

  const onSlack = await scene.onSlack.sees(/Told (?=.*Higa Aoi).*Oshiro Ren/u, { where: "channel" });
  expect(onSlack.thread).toBeDefined();
  const called = markupIn({ blocks: onSlack.blocks, text: onSlack.notice });
  expect(called.map((one) => JSON.parse(one) as unknown)).toEqual([
    expect.objectContaining({ type: "user", user_id: scene.onSlack.id }),
  ]);
  const onDiscord = await scene.onDiscord.sees(/Told (?=.*Higa Aoi).*Oshiro Ren/u, {
    where: "channel",
  });
  expect(onDiscord.text).toMatch(new RegExp(`^<@${scene.onDiscord.id}>`, "u"));
  expect(mentionsOf(onDiscord.sent)).toEqual({ users: [scene.onDiscord.id], roles: [], everyone: false });

  for (const person of [scene.onSlack, scene.onDiscord]) {
    const direct = await person.sees(/osd\.3 is down/u, { where: "direct" });
    expect(direct.buttons).toContain("Acknowledge");
  }
  await (await scene.onDiscord.sees(/osd\.3 is down/u, { where: "direct" })).click("Acknowledge");
  await scene.onSlack.sees(/acknowledged: Oshiro Ren/u, { where: "channel" });
  expect(scene.slack.complaints()).toEqual([]);
});
