import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { grantIdOf } from "../../protocol/ids.ts";
import { type DepartmentWithBackups, startWithBackups } from "../department/backups.ts";
import { type Final, sayTo } from "../department/client.ts";
import { parkName } from "../department/parking.ts";

import { waitFor } from "../support/wait.ts";

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
