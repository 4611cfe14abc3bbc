import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DepartmentWithBackups, startWithBackups } from "../department/backups.ts";
import { type Final, sayTo } from "../department/client.ts";
import { waitFor } from "../lab/wait.ts";

// A lost report: a student removes it, looks what the backups have, and gets back what it was the day before.
let scene: DepartmentWithBackups;
const student = "e235701";
const say = (line: string, confirmed = false): Promise<Final> =>
  sayTo(scene.department.socket, student, line, { confirmed }).final;
const report = `/home/${student}/report.tex`;
const write = (text: string) => scene.run(["sh", "-c", 'printf %s "$1" > "$2"', "write", text, report], student);

beforeAll(async () => {
  scene = await startWithBackups();
  await write("a first draft");
  await scene.backUp(3);
  await write("nearly done");
  await scene.backUp(1);
  await write("ruined at the last minute");
}, 180_000);
afterAll(() => scene?.stop(), 30_000);

test("a student gets a lost report back as it was", { timeout: 120_000 }, async () => {
  await scene.run(["rm", report], student);

  const listed = await say("/backup list ~/report.tex");
  expect(listed, JSON.stringify(listed)).toMatchObject({ status: "done" });
  expect(listed.output).toMatchObject({ path: "report.tex", versions: [{ size: 11 }, { size: 13 }] });
  expect(listed.reply.text?.join(" ")).toContain("VMs' disks are not in these backups");

  const asked = await say("/backup restore ~/report.tex --as-of yesterday");
  expect(asked.reply, JSON.stringify(asked)).toMatchObject({ tone: "question", title: "Restore ~/report.tex?" });
  const [yes] = asked.reply.buttons ?? [];
  expect(await scene.run(["ls", `/home/${student}`])).toBe("");

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

test("where the backups are on another host, it is carried from there, under one number and in one message", {
  timeout: 120_000,
}, async () => {
  await scene.moveBackups();
  const asked = await waitFor(
    "the hosts to be known for what they are now",
    async () => {
      const answer = await say("/backup restore ~/report.tex --as-of yesterday");
      return answer.reply.tone === "question" && answer.reply.fields?.some(({ value }) => value === "from bak1 to vm1")
        ? answer
        : undefined;
    },
    { timeoutMs: 30_000, everyMs: 300 },
  );
  const [yes] = asked.reply.buttons ?? [];
  const said = sayTo(scene.department.socket, student, yes?.line.replace(" --yes", "") ?? "");
  const restored = await said.final;
  expect(restored, JSON.stringify(restored)).toMatchObject({
    status: "done",
    output: { files: 1, bytes: 11, skipped: 0, from: "bak1", host: "vm1" },
  });
  const { folder } = restored.output as { folder: string };
  const back = join(`/home/${student}`, folder.slice(2), "report.tex");
  expect(await scene.run(["cat", back], student)).toBe("nearly done");
  expect(await scene.run(["stat", "-c", "%U %G", back])).toBe(`${student} ${student}\n`);
  const steps = ["Pack them on the host of the backups", "Carry them to the host with your home"];
  expect(said.messages.at(0)?.reply.steps?.map(({ label }) => label)).toEqual(expect.arrayContaining(steps));
  expect(new Set(said.messages.map(({ job }) => job)).size).toBe(1);
});
