import { afterAll, beforeAll, expect, test } from "vitest";
import { sayTo } from "../department/client.ts";
import { type Department, startDepartment } from "../department/department.ts";
import { addToGroup, removeFromGroup } from "../lab/people.ts";
import { waitFor } from "../lab/wait.ts";

// Real accounts and groups, the bot and the executor as programs of their own: an exam of a Unix group.
let department: Department;
beforeAll(async () => {
  department = await startDepartment({ components: ["redis"] });
  const { lab } = department;
  await lab.run(["groupadd", "os2026"]);
  for (const name of ["e235701", "prof1"]) await addToGroup(lab, name, "os2026");
});
afterAll(() => department?.stop());

const say = (account: string, line: string, confirmed = true) =>
  sayTo(department.socket, account, line, { confirmed }).final;
const change = async (account: string) => (await say(account, "/me key remove aaaaaa")).refusal?.code;
const changes = (account: string, code: string) =>
  waitFor(`${account} to be told ${code}`, async () => ((await change(account)) === code ? true : undefined), {
    timeoutMs: 60_000,
  });

test("an exam holds for the students of a Unix group, over a restart, as the group is now, until it is ended", async () => {
  const asked = await say("prof1", "/exam start os2026 --until +2h --reason midterm", false);
  expect(asked).toMatchObject({ status: "confirm" });
  expect(asked.reply.list?.map(({ title }) => title)).toEqual([expect.stringContaining("e235701")]);
  const button = asked.reply.buttons?.[0]?.line ?? "";
  expect(await say("prof1", button, false)).toMatchObject({ status: "done", output: { sitting: 1 } });
  await changes("e235701", "exam.running");
  expect(await change("e235702")).toBe("key.unknown");
  expect(await change("prof1")).toBe("key.unknown");

  await department.executor().stop();
  await department.startExecutor();
  await changes("e235701", "exam.running");

  await removeFromGroup(department.lab, "e235701", "os2026");
  await addToGroup(department.lab, "e235702", "os2026");
  await changes("e235702", "exam.running");
  await changes("e235701", "key.unknown");

  expect(await say("prof1", "/exam end os2026")).toMatchObject({ status: "done" });
  await changes("e235702", "key.unknown");
});

test("a role's own group is no course, nor is one that does not exist or has no student", async () => {
  await department.lab.run(["groupadd", "empty"]);
  for (const [course, code] of [
    ["students", "exam.everybody"],
    ["nothing", "exam.course"],
    ["empty", "exam.nobody"],
  ])
    expect(await say("prof1", `/exam start ${course} --until +2h`)).toMatchObject({ refusal: { code } });
});
