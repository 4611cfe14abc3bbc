import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openIncidents } from "../../../../bot/incidents/book.ts";
import { createChanges } from "../../../../bot/oncall/changes.ts";
import { createPages } from "../../../../bot/oncall/pages.ts";
import { openStore } from "../../../../bot/store/database.ts";
import { oncallIn } from "../../../../bot/store/oncall.ts";
import type { Condition } from "../../../../protocol/monitor.ts";
import { waitFor } from "../../../support/wait.ts";
import { createScene, person, tokyo } from "./scene.ts";

let scene: ReturnType<typeof createScene>;
beforeEach(() => {
  scene = createScene();
});
afterEach(() => scene.stop());

const [aoi, ben, chie] = ["aoi", "ben", "chie"].map((name) => ({ name, uid: person(name)?.uid ?? 0 })) as [
  { name: string; uid: number },
  { name: string; uid: number },
  { name: string; uid: number },
];
const changes = () => createChanges({ store: scene.store(), rota: scene.rota(), now: scene.now });
const onCall = (at: number) => scene.rota().dutyAt(at)?.account;
/** Of aoi's week. */
const wednesday = { from: tokyo("00:00", "2026-11-04"), until: tokyo("00:00", "2026-11-05") };
const code = (outcome: { ok: boolean; refusal?: { code: string } }) => outcome.refusal?.code;

describe("a swap", () => {
  test("that nobody accepted changes nothing, whoever else says yes", async () => {
    const asked = await changes().askSwap(aoi, "ben", wednesday);
    expect(asked).toMatchObject({ ok: true, value: { number: 1, state: "waiting" } });
    expect(code(await changes().answerSwap(1, aoi, true))).toBe("oncall.not_asked");
    expect(code(await changes().answerSwap(1, chie, true))).toBe("oncall.no_swap");
    expect(onCall(wednesday.from)).toBe("aoi");
    await changes().answerSwap(1, ben, false);
    expect(code(await changes().answerSwap(1, ben, true))).toBe("oncall.answered");
    expect(onCall(wednesday.from)).toBe("aoi");
  });

  test("that was accepted gives the time away, and no more than that, also after a restart", async () => {
    await changes().askSwap(aoi, "ben", wednesday);
    expect(await changes().answerSwap(1, ben, true)).toMatchObject({ value: { state: "accepted" } });
    scene.restart();
    expect([wednesday.from - 1, wednesday.from, wednesday.until].map(onCall)).toEqual(["aoi", "ben", "aoi"]);
    expect(code(await changes().answerSwap(1, ben, true))).toBe("oncall.answered");
  });

  test("takes something in return where that was asked", async () => {
    const back = { from: tokyo("00:00", "2026-11-11"), until: tokyo("00:00", "2026-11-12") };
    await changes().askSwap(aoi, "ben", wednesday, back);
    await changes().answerSwap(1, ben, true);
    expect([wednesday.from, back.from].map(onCall)).toEqual(["ben", "aoi"]);
  });

  test("for a time in return that is over by then is refused, and nothing is given away", async () => {
    const give = { from: tokyo("10:00", "2026-11-23"), until: tokyo("10:00", "2026-11-24") };
    const back = { from: tokyo("00:00", "2026-11-11"), until: tokyo("00:00", "2026-11-12") };
    await changes().askSwap(aoi, "ben", give, back);
    scene.set(tokyo("00:00", "2026-11-13"));
    expect(code(await changes().answerSwap(1, ben, true))).toBe("oncall.over");
    expect(onCall(give.from)).toBe("aoi");
  });

  test("of a turn that meanwhile is another's is refused when it is accepted", async () => {
    await changes().askSwap(aoi, "ben", wednesday);
    await changes().askSwap(aoi, "chie", wednesday);
    await changes().answerSwap(2, chie, true);
    expect(code(await changes().answerSwap(1, ben, true))).toBe("oncall.not_theirs");
    expect(onCall(wednesday.from)).toBe("chie");
  });

  test.each([
    ["another's turn", ben, "chie", "oncall.not_theirs"],
    ["with oneself", aoi, "aoi", "oncall.self"],
    ["with somebody who takes no turns", aoi, "mallory", "oncall.member"],
  ] as const)("of %s is refused", async (_name, asker, asked, refusal) => {
    expect(code(await changes().askSwap(asker, asked, wednesday))).toBe(refusal);
  });

  test("without a time is about one's next turn", async () => {
    const asked = await changes().askSwap(ben, "chie");
    const next = { from: tokyo("10:00", "2026-11-09"), until: tokyo("10:00", "2026-11-16") };
    expect(asked).toMatchObject({ value: next });
  });
});

describe("a day that somebody cannot", () => {
  test("is uncovered until another takes it, and nobody takes what is another's", async () => {
    expect(code(await changes().takeOver(ben, wednesday))).toBe("oncall.covered");
    await changes().markAway(aoi, wednesday, "exam");
    expect(scene.rota().assignedAt(wednesday.from)).toEqual({ nobody: "oncall.away" });
    expect(await changes().takeOver(ben, wednesday)).toMatchObject({ ok: true });
    expect(onCall(wednesday.from)).toBe("ben");
    expect(code(await changes().takeOver(chie, wednesday))).toBe("oncall.covered");
  });

  test("can be taken back by whoever marked it, and by nobody else", async () => {
    await changes().markAway(aoi, wednesday, "");
    expect(await changes().markBack(ben, wednesday)).toMatchObject({ value: 0 });
    expect(await changes().markBack(aoi, wednesday)).toMatchObject({ value: 1 });
    expect(onCall(wednesday.from)).toBe("aoi");
  });
});

test("somebody who pages again and again is stopped, and so is a crowd; over restarts too", async () => {
  let told: readonly Condition[] = [];
  const pages = () =>
    createPages({
      ...{ store: scene.store(), perHour: 3, now: scene.now },
      incidents: {
        tell: (_source, conditions) => {
          told = conditions;
        },
        onChange: () => undefined,
      },
      failed: (cause) => {
        throw cause;
      },
    });
  const somebody = (uid: number) => ({ name: `s${uid}`, uid, fullName: "" });
  for (let time = 0; time < 3; time += 1) expect((await pages().page(somebody(1), "fire")).ok).toBe(true);
  scene.restart();
  expect(await pages().page(somebody(1), "fire")).toMatchObject({ refusal: { code: "oncall.pages" } });
  let taken = 3;
  for (let uid = 2; uid < 40; uid += 1) if ((await pages().page(somebody(uid), "fire")).ok) taken += 1;
  expect(taken).toBe(12);
  const crowd = { code: "oncall.pages_all", numbers: { limit: 12 } };
  expect(await pages().page(somebody(99), "fire")).toMatchObject({ refusal: crowd });
  expect(told).toHaveLength(12);
  scene.set(scene.now() + 3_600_001);
  expect((await pages().page(somebody(1), "fire")).ok).toBe(true);
});

test("two who call within moments are one alert, and whoever calls that over has answered both", async () => {
  const folder = mkdtempSync(join(tmpdir(), "shisa-pages-"));
  const store = openStore(folder);
  const failed = (cause: unknown): never => {
    throw cause;
  };
  const audit = { record: () => undefined } as unknown as Parameters<typeof openIncidents>[0]["audit"];
  const incidents = openIncidents({ store, directory: { hosts: () => [] }, audit, now: scene.now, failed });
  try {
    const pages = createPages({ store, incidents, perHour: 3, failed, now: scene.now });
    for (const by of [aoi, ben]) await pages.page({ ...by, fullName: "" }, "the server room is hot");
    incidents.pass();
    expect(incidents.open()).toMatchObject([{ number: 1, grouped: [{ code: "bot.page" }] }]);
    await incidents.resolve(1, { ...chie, fullName: "" }, "");
    await waitFor("both to be over", async () => oncallIn(store).openPages().length === 0);
    incidents.pass();
    expect(incidents.open()).toEqual([]);
  } finally {
    incidents.stop();
    store.close();
    rmSync(folder, { recursive: true });
  }
});
