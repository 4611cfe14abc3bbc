import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DepartmentWithBackups, startWithBackups } from "../department/backups.ts";
import { type Final, sayTo } from "../department/client.ts";

// A lost report: a student removes it, looks what the backups have, and gets back what it was the day before.
let scene: DepartmentWithBackups;
const student = "e235701";
const say = (line: string, confirmed = false): Promise<Final> =>
  sayTo(scene.department.socket, student, line, { confirmed }).final;
const report = `/home/${student}/report.tex`;
const thesis = `/home/${student}/thesis`;
const write = (text: string) => scene.run(["sh", "-c", 'printf %s "$1" > "$2"', "write", text, report], student);

beforeAll(async () => {
  scene = await startWithBackups();
  await write("a first draft");
  await scene.backUp(3);
  await write("nearly done");
  // A chapter, one that its owner has closed to themselves, and one that an old system named, in EUC-JP.
  await scene.run(["mkdir", thesis], student);
  const files = `cd ${thesis} && echo 1 > one && echo 2 > closed && chmod 000 closed && echo 3 > "$(printf '\\245\\354')"`;
  await scene.run(["sh", "-c", files], student);
  await scene.backUp(1);
  await write("ruined at the last minute");
}, 180_000);
afterAll(() => scene?.department.stop(), 30_000);

test("a student gets a lost report back as it was", { timeout: 120_000 }, async () => {
  await scene.run(["rm", report], student);

  const listed = await say("/backup list ~/report.tex");
  expect(listed, JSON.stringify(listed)).toMatchObject({ status: "done" });
  expect(listed.output).toMatchObject({ path: "report.tex", versions: [{ size: 11 }, { size: 13 }] });
  expect(listed.reply.text?.join(" ")).toContain("VMs' disks are not in these backups");

  const asked = await say("/backup restore ~/report.tex --as-of yesterday");
  expect(asked.reply, JSON.stringify(asked)).toMatchObject({ tone: "question", title: "Restore ~/report.tex?" });
  const [yes] = asked.reply.buttons ?? [];
  expect(await scene.run(["ls", `/home/${student}`])).toBe("thesis\n");

  const restored = await say(yes?.line.replace(" --yes", "") ?? "", true);
  expect(restored, JSON.stringify(restored)).toMatchObject({
    status: "done",
    output: { files: 1, bytes: 11, skipped: 0 },
  });
  const { folder } = restored.output as { folder: string };
  expect(folder).toMatch(/^~\/restored-\d{4}-\d{2}-\d{2}$/);
  const back = join(`/home/${student}`, folder.slice(2), "report.tex");
  expect(await scene.run(["cat", back], student)).toBe("nearly done");
  expect(await scene.run(["stat", "-c", "%U %G", back])).toBe(`${student} ${student}\n`);

  // Once more, in Japanese, of an older day: beside the first, which stays.
  const older = await say("/backup restore report.tex --as-of 三日前", true);
  expect(older, JSON.stringify(older)).toMatchObject({ status: "done" });
  expect(await scene.run(["cat", back], student)).toBe("nearly done");
  const other = (older.output as { folder: string }).folder.slice(2);
  expect(await scene.run(["cat", `/home/${student}/${other}/report.tex`])).toBe("a first draft");

  const status = await say("/backup status");
  expect(status.output).toMatchObject({
    hosts: [
      { name: "fs1", there: true },
      { name: "local", there: true },
    ],
  });
});

test("one file that cannot be brought back keeps none of the others from it, and is counted", {
  timeout: 120_000,
}, async () => {
  const restored = await say("/backup restore ~/thesis", true);
  expect(restored, JSON.stringify(restored)).toMatchObject({ status: "done", output: { files: 1, skipped: 2 } });
  const { folder } = restored.output as { folder: string };
  expect(await scene.run(["ls", join(`/home/${student}`, folder.slice(2), "thesis")])).toBe("one\n");
});
