import { afterAll, beforeAll, expect, test } from "vitest";
import { type Final, sayTo } from "../department/client.ts";
import { type Department, startDepartment } from "../department/department.ts";
import { addToGroup, deletePerson, removeFromGroup } from "../lab/people.ts";
import { waitFor } from "../lab/wait.ts";

// Real accounts and groups that change while the bot and an executor run: within a minute both go by what they are now.
let department: Department;
const student = "e235701";
const uid = 235701;
const freshMs = 60_000;
const asking = { timeoutMs: freshMs, everyMs: 500 };
const say = (text: string, account = student): Promise<Final> => sayTo(department.socket, account, text).final;
const codeOf = (final: Final): string | undefined => final.refusal?.code ?? final.status;

/** Asks again until it is answered so; how long that took, in milliseconds. */
async function until(text: string, expected: string, account = student): Promise<number> {
  const began = Date.now();
  await waitFor(
    `${text} to be answered ${expected}`,
    async () => (codeOf(await say(text, account)) === expected ? true : undefined),
    asking,
  );
  return Date.now() - began;
}

interface Frozen {
  readonly name: string;
  readonly owner: { readonly name: string; readonly uid: number };
  readonly otherUid: number | null;
  readonly since: number | null;
}
const frozen = async (): Promise<readonly Frozen[]> =>
  ((await say("/vm frozen", "adm1")).output as { frozen: Frozen[] }).frozen;
const untilFrozen = (isIt: (list: readonly Frozen[]) => boolean): Promise<readonly Frozen[]> =>
  waitFor(
    "the list of frozen guests to change",
    async () => {
      const list = await frozen();
      return isIt(list) ? list : undefined;
    },
    asking,
  );
const account = async (...argv: string[]): Promise<void> => {
  const ran = await department.lab.run(argv);
  expect(ran.exitCode, ran.stderr).toBe(0);
};
const putBack = (number: number) =>
  account(
    "useradd",
    "--uid",
    String(number),
    "--no-create-home",
    "--home-dir",
    `/home/${student}`,
    "-G",
    "students",
    student,
  );

beforeAll(async () => {
  department = await startDepartment({ components: ["redis", "vm"] });
  const made = await say("/vm create tiny web --memory 256M --disk 1G");
  expect(made, JSON.stringify(made)).toMatchObject({ status: "done" });
}, 180_000);
afterAll(() => department?.stop(), 60_000);

test("who leaves the group is refused within a minute by host and bot, and let in again when they come back", {
  timeout: 240_000,
}, async () => {
  expect(await say("/vm show web")).toMatchObject({ status: "done" });
  await removeFromGroup(department.lab, student, "students");
  // As long as the bot believes what it heard, the host that is asked says no.
  const byHost = await until("/vm show web", "person.unknown");
  await until("/vm list", "person.unknown");
  expect(byHost).toBeLessThan(freshMs);
  expect(await frozen()).toMatchObject([{ name: "web", owner: { name: student, uid } }]);
  await addToGroup(department.lab, student, "students");
  await until("/vm list", "done");
  await until("/vm show web", "done");
  expect(await frozen()).toEqual([]);
});

test("who becomes staff has staff's limits within a minute", { timeout: 180_000 }, async () => {
  const wide = "/can vm create tiny wide --cpu 8 --memory 256M --disk 1G";
  const allowed = async () => ((await say(wide)).output as { allowed: string }).allowed;
  expect(await allowed()).toBe("no");
  await addToGroup(department.lab, student, "staff");
  await waitFor("staff's limits", async () => ((await allowed()) === "yes" ? true : undefined), asking);
  await removeFromGroup(department.lab, student, "staff");
});

test("a guest whose owner's account is gone is frozen, on a list since when, and thaws with the same name and uid only", {
  timeout: 300_000,
}, async () => {
  const before = Date.now();
  await deletePerson(department.lab, student);
  const [gone] = await untilFrozen((list) => list.length === 1);
  expect(gone).toMatchObject({ name: "web", owner: { name: student, uid }, otherUid: null });
  expect(gone?.since).toBeGreaterThan(before - 30_000);
  for (const who of ["e235702", "adm1"]) expect(codeOf(await say("/vm stop web --force", who))).toBe("guest.unknown");

  // Somebody new who is given the same name has nothing of it.
  await putBack(240_001);
  await until("/vm list", "done");
  expect((await say("/vm list")).output).toMatchObject({ guests: [] });
  expect(codeOf(await say("/vm show web"))).toBe("guest.unknown");
  expect(await untilFrozen((list) => list[0]?.otherUid === 240_001)).toMatchObject([{ since: gone?.since }]);

  // The list is kept over a restart of the bot.
  await department.bot().stop();
  await department.startBot();
  expect(await untilFrozen((list) => list.length === 1)).toMatchObject([{ since: gone?.since }]);

  await deletePerson(department.lab, student);
  await putBack(uid);
  await untilFrozen((list) => list.length === 0);
  await until("/vm show web", "done");
});
