import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { grantIdOf } from "../../protocol/ids.ts";
import { importPeer, type TrustFile } from "../../protocol/keys.ts";
import { type Parcel, signParcel } from "../../protocol/parcel.ts";
import type { AnotherHost } from "../department/another-host.ts";
import { type DepartmentWithBackups, startWithBackups } from "../department/backups.ts";
import { type Final, sayTo, sayUntilAnswered } from "../department/client.ts";
import { parkName } from "../department/parking.ts";

import { createTestBot, freshId } from "../support/bot.ts";
import { waitFor } from "../support/wait.ts";
import { parcelsIn, restoredIn, standAt, wordOf } from "./kit/carried.ts";
import { audited, type Insider, insiderOf } from "./kit/insider.ts";

// A student wants what is another's out of the backups, by every name it might have there.
let scene: DepartmentWithBackups;
const [thief, victim] = ["e235701", "e235702"] as const;
const home = `/home/${thief}`;
const secret = `/home/${victim}/secret`;
const say = (line: string, id: string = randomUUID()): Promise<Final> =>
  sayTo(scene.department.socket, thief, line, { confirmed: true, id }).final;
const limit = 90_000;

beforeAll(async () => {
  scene = await startWithBackups();
  const { run, backUp } = scene;
  await run(["sh", "-c", `printf 'the exam' > ${secret}; chmod 0644 ${secret}; chmod 0755 /home/${victim}`], victim);
  await run(["mkdir", "-p", `${home}/own`], thief);
  await run(["sh", "-c", `echo mine > ${home}/own/file; chmod 4755 ${home}/own/file`], thief);
  await run(["ln", "-s", secret, `${home}/link`], thief);
  await run(["ln", "-s", `../${victim}`, `${home}/up`], thief);
  await run(["ln", "-s", "/view", `${home}/own/view`], thief);
  // As an old kernel let anybody do: a second name for another's file, in one's own folder.
  await run(["ln", secret, `${home}/own/hard`]);
  await run(["ln", secret, `${home}/hard`]);
  await backUp(2);
  // By now the victim has closed everything; the old snapshot still has it open.
  await run(["sh", "-c", `chmod 0600 ${secret}; chmod 0700 /home/${victim}`], victim);
  await run(["rm", `${home}/own/hard`, `${home}/hard`]);
  await backUp(1);
}, 180_000);
afterAll(() => scene?.stop(), 30_000);

/** Nothing that the thief can read holds the secret. */
async function expectNothing(): Promise<void> {
  const found = await scene.run(["sh", "-c", `grep -rsl 'the exam' ${home} || true`], thief);
  expect(found).toBe("");
}

const byPath = [
  secret,
  `../${victim}/secret`,
  `~${victim}/secret`,
  `own/../../${victim}/secret`,
  "~/../e235702/secret",
];
test.each(byPath)("by the path %s", { timeout: limit }, async (path) => {
  for (const verb of ["list", "preview", "restore"])
    expect(await say(`/backup ${verb} "${path}"`)).toMatchObject({
      status: "refused",
      refusal: { code: "backup.path" },
    });
  await expectNothing();
});

const byName = ["up/secret", "link/x", "own/view/daily.0", "hard", "own/hard", `home/${victim}/secret`, "nothing"];
test.each(byName)("by %s: a link, a second name or no name at all is answered alike", {
  timeout: limit,
}, async (path) => {
  for (const verb of ["list", "restore"])
    expect(await say(`/backup ${verb} "${path}"`)).toMatchObject({
      status: "refused",
      refusal: { code: "file.unknown" },
    });
  await expectNothing();
});

test("a link of one's own comes back as a link, and leads where its owner may not read", {
  timeout: limit,
}, async () => {
  const restored = await say("/backup restore link");
  expect(restored, JSON.stringify(restored)).toMatchObject({ status: "done" });
  const { folder } = restored.output as { folder: string };
  expect(await scene.run(["readlink", join(home, folder.slice(2), "link")], thief)).toBe(`${secret}\n`);
  await expectNothing();
});

test("a folder comes back without what is another's in it, and without setuid", { timeout: limit }, async () => {
  const restored = await say("/backup restore own --as-of 2日前");
  expect(restored, JSON.stringify(restored)).toMatchObject({ status: "done", output: { skipped: 1 } });
  const back = join(home, (restored.output as { folder: string }).folder.slice(2), "own");
  expect(await scene.run(["stat", "-c", "%U %a", join(back, "file")])).toBe(`${thief} 755\n`);
  expect(existsSync(join(scene.department.lab.dir, back, "hard"))).toBe(false);
  await expectNothing();
});

test("an account that got another's name does not get their files", { timeout: limit }, async () => {
  const old = join(scene.backups.root, "daily.1/fs1", home);
  await scene.run(["chown", "4242", old]);
  const listed = await say("/backup list own");
  expect((listed.output as { versions: unknown[] }).versions).toHaveLength(1);
  expect(await say("/backup restore own --as-of 2日前")).toMatchObject({
    status: "refused",
    refusal: { code: "backup.none_before" },
  });
  await scene.run(["chown", thief, old]);
});

test("what is swapped while a restore runs leads it nowhere", { timeout: limit }, async () => {
  const id = randomUUID();
  const grant = grantIdOf(`terminal:${id}`);
  const { parking } = scene.department;
  const edge = parkName(grant, { action: "backup.restore", step: "copy", edge: "before" });
  const reached = join(parking, `${edge}.reached`);
  await scene.run(["touch", join(parking, `${edge}.park`)]);
  const final = say("/backup restore own/file", id);
  await waitFor("the restore to stand still", () => existsSync(reached), 30_000);
  // The folder that it is about to write in is a link to the victim's home by then.
  const day = new Date(Date.now() - 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Asia/Tokyo" });
  for (const number of ["", "-2", "-3", "-4"])
    await scene.run(
      ["ln", "-s", `/home/${victim}`, join(home, `.restored-${day}${number}.${grant.slice(0, 16)}`)],
      thief,
    );
  await rm(join(parking, `${edge}.park`));
  expect(await final).toMatchObject({ status: "failed" });
  expect(await scene.run(["ls", "-A", `/home/${victim}`])).not.toContain("own");
  await expectNothing();
});

describe("where the home is on another host than the backups", () => {
  let bak1: AnotherHost;
  let insider: Insider;
  const [one, two] = [
    { name: thief, uid: 235_701 },
    { name: victim, uid: 235_702 },
  ];
  const whole = "/backup restore own --as-of 2日前";
  beforeAll(async () => {
    bak1 = await scene.moveBackups();
    insider = await insiderOf(scene.department);
    let answer: Final | undefined;
    await waitFor(
      "the hosts to be known for what they are now",
      async () => {
        answer = await say("/backup preview own --as-of 2日前");
        return answer.reply.fields?.at(-1)?.value === "from bak1 to vm1";
      },
      60_000,
    ).catch((cause: unknown) => {
      throw new Error(JSON.stringify(answer), { cause });
    });
  }, 120_000);
  afterAll(() => insider?.close());

  test("a folder is carried without what is another's in it, and without setuid; another's file is not found", {
    timeout: limit,
  }, async () => {
    const restored = await say(whole);
    expect(restored, JSON.stringify(restored)).toMatchObject({
      status: "done",
      output: { skipped: 1, from: "bak1", host: "vm1" },
    });
    const back = join(home, (restored.output as { folder: string }).folder.slice(2), "own");
    expect(await scene.run(["stat", "-c", "%U %a", join(back, "file")])).toBe(`${thief} 755\n`);
    expect(await scene.run(["ls", back])).toBe("file\nview\n");
    for (const path of ["up/secret", "hard", "own/hard"])
      expect(await say(`/backup restore ${path}`)).toMatchObject({ refusal: { code: "file.unknown" } });
    for (const state of [bak1.state, join(scene.department.folder, "executor")])
      await waitFor("the parcel to be gone", async () => (await parcelsIn(state)).length === 0);
    await expectNothing();
  });

  test("a stolen bot has nothing of another's unpacked, nor what was for another grant, host or hour", {
    timeout: limit,
  }, async () => {
    const before = await restoredIn(scene, thief);
    const { redis, stolen, public: known, stranger } = insider;
    const bot = createTestBot({ client: redis, own: stolen.bot, executor: known.executor, host: "vm1" });
    const sums = { path: "own/file", at: 0, files: 1, bytes: 5, skipped: 0, size: 10_240 };
    const word = async (changes: Partial<Parcel>) => {
      const jti = freshId();
      const parcel = { iat: Date.now(), grant: jti, to: known.executor.id, person: one, ...sums, ...changes };
      return { jti, parcel, text: await wordOf(bak1, parcel) };
    };
    const ends = async (jti: string, text: string, ending: Record<string, unknown>) => {
      await bot.send(bot.grant("backup.unpack", { parcel: text }, { jti, person: one }));
      await audited(scene.department, "executor", { what: "grant.ended", grant: jti, ...ending });
    };
    for (const person of [two, { ...one, uid: two.uid }, { ...two, uid: one.uid }]) {
      const { jti, text } = await word({ person });
      await ends(jti, text, { status: "refused", refusal: "file.unknown" });
    }
    const wrong = [{ grant: freshId() }, { to: known.bot.id }, { iat: Date.now() + 31 * 60_000 }];
    for (const changes of wrong) {
      const { jti, text } = await word(changes);
      await ends(jti, text, { status: "refused", refusal: "backup.parcel_invalid" });
    }
    for (const own of [stolen.bot, stranger.executor]) {
      const { jti, parcel } = await word({});
      const text = signParcel({ ...parcel, from: "bak1", digest: "0".repeat(64) }, own);
      await ends(jti, text, { status: "failed", failure: "backup.parcel_invalid" });
    }
    expect(await restoredIn(scene, thief)).toEqual(before);
    await bot.close();
  });

  test("nothing is packed for a host that the trust file does not name", { timeout: limit }, async () => {
    const { keys } = JSON.parse(await readFile(scene.department.trust, "utf8")) as TrustFile;
    const [executor] = await Promise.all(keys.filter(({ name }) => name === "bak1").map(importPeer));
    if (executor === undefined) throw new Error("the trust file does not name bak1");
    const bot = createTestBot({ client: insider.redis, own: insider.stolen.bot, executor, host: "bak1" });
    for (const to of ["bak1", "evil"]) {
      const { jti } = await bot.send(bot.grant("backup.pack", { path: "own/file", to }, { person: one }));
      const ending = { what: "grant.ended", grant: jti, status: "refused", refusal: "host.unknown" };
      await audited(scene.department, "bak1", ending);
    }
    expect(await parcelsIn(bak1.state)).toEqual([]);
    await bot.close();
  });

  const crashes = [
    ["bak1", "backup.pack", "pack", "done"],
    ["vm1", "backup.unpack", "fetch", "failed"],
    ["vm1", "backup.unpack", "unpack", "failed"],
    ["vm1", "backup.unpack", "place", "done"],
    ["the bot", "backup.unpack", "fetch", "done"],
  ] as const;
  test.each(crashes)(
    "when %s is killed after %s has done %s, it is %s, and nothing is half there",
    {
      timeout: 2 * limit,
    },
    async (who, action, step, status) => {
      const { department } = scene;
      const before = await restoredIn(scene, thief);
      const standing = await standAt(scene, thief, whole, { action, step, edge: "after" });
      standing.final.catch(() => undefined);
      const programs = {
        bak1,
        vm1: { managed: department.executor, start: department.startExecutor },
        "the bot": { managed: department.bot, start: department.startBot },
      };
      const { managed, start } = programs[who];
      await managed().kill();
      await standing.letGo();
      await start();
      const { id } = standing;
      const final = await sayUntilAnswered(department.socket, thief, whole, { id, deadlineMs: 120_000 });
      expect(final, JSON.stringify(final)).toMatchObject({ status });
      const added = (await restoredIn(scene, thief)).filter((name) => !before.includes(name));
      expect(added).toHaveLength(status === "done" ? 1 : 0);
      for (const folder of added)
        expect(await scene.run(["cat", join(home, folder, "own/file")], thief)).toBe("mine\n");
    },
  );

  test("a restore that is cancelled while it is carried leaves nothing on either host", {
    timeout: limit,
  }, async () => {
    const before = await restoredIn(scene, thief);
    const edge = { action: "backup.unpack", step: "fetch", edge: "before" } as const;
    const standing = await standAt(scene, thief, whole, edge);
    expect(await say(`/jobs cancel ${standing.number}`)).toMatchObject({ status: "done", output: { found: true } });
    await standing.letGo();
    expect(await standing.final).toMatchObject({ status: "cancelled" });
    expect(await restoredIn(scene, thief)).toEqual(before);
    for (const state of [bak1.state, join(scene.department.folder, "executor")])
      await waitFor("the parcel to be gone", async () => (await parcelsIn(state)).length === 0);
  });
});
