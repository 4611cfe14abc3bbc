import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Department, startDepartment } from "../../department/department.ts";
import { publicTerminals, shisaAs } from "../../department/public.ts";

// Ordinary users at a department machine, with a real munged, a real bot and a real executor: nothing but their own
// account, and nobody has linked them to anything.

let department: Department;
const place = (): Record<string, string> => ({ SHISA_STATE: join(department.lab.dir, "shisa") });
const say = (name: string, ...args: string[]) => shisaAs(department.lab, name, ["say", ...args], place());

beforeAll(async () => {
  department = await startDepartment({ components: ["redis", "munge"], botEnv: publicTerminals });
});
afterAll(() => department?.stop());

test("somebody is known at once as the account that they have, and by no other name", async () => {
  const ran = await say("e235701", "--json", "/me");
  expect(ran.stderr).toBe("");
  expect(JSON.parse(ran.stdout)).toMatchObject({ status: "done", text: expect.stringContaining("e235701") });
  expect(ran.code).toBe(0);
});
