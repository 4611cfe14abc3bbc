import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Said, sayTo } from "../department/client.ts";
import { type Department, startDepartment } from "../department/department.ts";
import { remains } from "../department/guests.ts";
import { waitFor } from "../support/wait.ts";
import { type HungFolder, hungFolder } from "./kit/hung-folder.ts";
import { audited } from "./kit/insider.ts";

// The home of one student answers nothing. It costs them the slots that their own jobs hang in, and nobody else anything.

let department: Department;
let hung: HungFolder | undefined;
const [victim, other] = ["e235702", "e235701"] as const;
const say = (account: string, line: string): Said => sayTo(department.socket, account, line);
const create = (account: string, name: string) => say(account, `/vm create tiny ${name} --memory 256M --disk 1G`);
const ssh = `/home/${victim}/.ssh`;

beforeAll(async () => {
  department = await startDepartment();
});
afterEach(async () => {
  await hung?.remove();
  hung = undefined;
});
afterAll(() => department?.stop());

/** Others make, see and delete guests while nothing of the victim's home answers. */
async function othersGoOn(): Promise<void> {
  expect(await say(other, "/ping").final).toMatchObject({ status: "done" });
  expect(await create(other, "web").final).toMatchObject({ status: "done" });
  expect(await say(other, "/vm delete web").final).toMatchObject({ status: "done" });
}

test("a home that hangs and whose readers can be killed: its owner is told so within seconds, others notice nothing", async () => {
  hung = await hungFolder(department.lab, ssh, "killable");
  hung.hang();
  const stuck = create(victim, "stuck");
  const measured = say(victim, "/me disk");
  const [, final, size] = await Promise.all([othersGoOn(), stuck.final, measured.final]);
  expect(final).toMatchObject({ status: "refused", refusal: { code: "keys.timeout" } });
  expect(size).toMatchObject({ status: "refused", refusal: { code: "home.timeout" } });
  hung.letGo();
  expect(await remains(department)).toMatchObject({ domains: [], folders: [], reservations: [] });
});

test("a home that hangs so that not even -9 ends a reader holds its owner's slots, and gives them back when it answers", async () => {
  hung = await hungFolder(department.lab, ssh, "unkillable");
  hung.hang();
  const stuck = [create(victim, "one"), create(victim, "two")];
  for (const { final } of stuck) {
    expect(await final).toMatchObject({ status: "refused", refusal: { code: "keys.timeout" } });
  }
  await audited(department, "executor", { what: "program.abandoned", owner: victim });
  const waiting = create(victim, "later");
  await waitFor("it to be accepted", () => waiting.messages.some(({ job }) => job !== undefined));
  await othersGoOn();
  expect(waiting.messages.some(({ final }) => final)).toBe(false);
  hung.letGo();
  expect(await waiting.final).toMatchObject({ status: "done", output: { hostName: `${victim}-later` } });
  expect(await say(victim, "/vm delete later").final).toMatchObject({ status: "done" });
});

test("a pipe in the place of the keys is refused at once", async () => {
  const keys = join(department.lab.dir, ssh, "authorized_keys");
  await rm(keys);
  await department.lab.run(["mkfifo", "--mode=666", join(ssh, "authorized_keys")]);
  const began = performance.now();
  const [first, second] = await Promise.all([create(victim, "pipe").final, create(victim, "pipe").final]);
  for (const final of [first, second]) {
    expect(final).toMatchObject({ status: "refused", refusal: { code: "keys.unreadable" } });
  }
  expect(performance.now() - began).toBeLessThan(10_000);
  await othersGoOn();
});
