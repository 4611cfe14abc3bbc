import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DepartmentWithBackups, startWithBackups } from "../department/backups.ts";
import { type Final, sayTo } from "../department/client.ts";
import { type Ending, edgesOf, type Point, strikeAt } from "../department/crash-points.ts";
import { waitFor } from "../lab/wait.ts";

// A lost report: a student removes it, looks what the backups have, and gets back what it was the day before.
let scene: DepartmentWithBackups;
const student = "e235701";
const other = "e235702";
const say = (line: string, confirmed = false): Promise<Final> =>
  sayTo(scene.department.socket, student, line, { confirmed }).final;
const report = `/home/${student}/report.tex`;
const thesis = `/home/${student}/thesis`;
const write = (text: string) => scene.run(["sh", "-c", 'printf %s "$1" > "$2"', "write", text, report], student);

beforeAll(async () => {
  scene = await startWithBackups();
  await write("a first draft");
  await scene.run(["sh", "-c", `printf notes > /home/${other}/notes`], other);
  await scene.backUp(3);
  await write("nearly done");
  // A chapter, one that its owner has closed to themselves, and one that an old system named, in EUC-JP.
  await scene.run(["mkdir", thesis], student);
  const files = `cd ${thesis} && echo 1 > one && echo 2 > closed && chmod 000 closed && echo 3 > "$(printf '\\245\\354')"`;
  await scene.run(["sh", "-c", files], student);
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

const crash = (points: readonly Point[]): Promise<Ending[]> =>
  strikeAt(scene.department, points, async (letGo) => {
    await scene.department.executor().kill();
    await letGo();
    await scene.department.startExecutor();
  });
const aboutOf = ({ point, final }: Ending): string => `${point.edge.step} ${point.edge.edge}: ${JSON.stringify(final)}`;

test("the executor dies while files come back: each is whole, or nothing of it is there and asking again works", {
  timeout: 180_000,
}, async () => {
  const asked = [
    { account: student, path: "report.tex", days: 3 },
    { account: student, path: "report.tex", days: 1 },
    { account: other, path: "notes", days: 3 },
    { account: other, path: "notes", days: 1 },
  ];
  const edges = edgesOf(["backup.restore"]);
  expect(edges).toHaveLength(asked.length);
  const before = await scene.run(["sh", "-c", "ls -d /home/*/restored-*"]);
  const endings = await crash(
    edges.map((edge, index) => {
      const { account = "", path = "", days = 0 } = asked[index] ?? {};
      return { edge, account, name: path, line: `/backup restore ${path} --as-of "${days} days ago"` };
    }),
  );
  const left = async (): Promise<string[]> =>
    (await scene.run(["sh", "-c", "ls -d /home/*/restored-* /home/*/.restored-* 2>/dev/null || true"])).split("\n");
  const made = endings.flatMap(({ final, point }) => {
    const { folder = "" } = (final.output ?? {}) as { folder?: string };
    return final.status === "done" ? [folder.replace("~", `/home/${point.account}`)] : [];
  });
  expect((await left()).toSorted()).toEqual([...before.split("\n"), ...made].toSorted());
  for (const ending of endings) {
    const { point, final } = ending;
    expect(["done", "failed", "not_run"], aboutOf(ending)).toContain(final.status);
    // From the moment that it has its own name it is whole, and told so.
    expect(final.status === "done", aboutOf(ending)).toBe(point.edge.step === "place" && point.edge.edge === "after");
    const again = await sayTo(scene.department.socket, point.account, point.line).final;
    expect(again, aboutOf(ending)).toMatchObject({ status: "done", output: { files: 1, skipped: 0 } });
  }
});

test("the executor dies while a backup is made: it was made and is told so, or it was not and is made when asked again", {
  timeout: 180_000,
}, async () => {
  const line = "/backup run daily";
  const edges = edgesOf(["backup.run"]);
  const accounts = ["adm1", "adm2"];
  expect(edges).toHaveLength(accounts.length);
  const points = edges.map((edge, index) => ({ edge, account: accounts[index] ?? "", name: "daily", line }));
  const [notBegun, made] = await crash(points);
  expect(notBegun?.final, JSON.stringify(notBegun)).toMatchObject({ status: "failed" });
  expect(made?.final, JSON.stringify(made)).toMatchObject({ status: "done", output: { level: "daily", good: true } });
  const again = await sayTo(scene.department.socket, "adm1", line).final;
  expect(again, JSON.stringify(again)).toMatchObject({ status: "done", output: { good: true } });
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
