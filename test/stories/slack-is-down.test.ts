import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Department, startDepartment } from "../department/department.ts";
import { pageAt } from "../department/guests.ts";
import { publicTerminals, shisaAs, shisaLine } from "../department/public.ts";
import { type Pty, startInPty } from "../support/pty.ts";

// Slack is down, and was when the bot was started. A student sits down at one of the department's machines, where nobody
// has set anything up for them, and comes to a guest all the same.

let department: Department;
let chat: Pty | undefined;
const minutes = (count: number): number => count * 60_000;

beforeAll(async () => {
  department = await startDepartment({
    components: ["redis", "vm", "munge"],
    botEnv: async (lab) => ({
      ...(await publicTerminals(lab)),
      SHISA_SLACK_WORKSPACE: "T0123456789",
      SHISA_SLACK_BOT_TOKEN: "xoxb-of-a-slack-that-is-down",
      SHISA_SLACK_APP_TOKEN: "xapp-of-a-slack-that-is-down",
      SHISA_SLACK_API: `http://${lab.cable.machine}:9/api/`,
    }),
  });
});
afterAll(async () => {
  chat?.kill();
  await department?.stop();
});

test("a student at a department machine looks around, makes a guest and logs in", { timeout: minutes(4) }, async () => {
  const { lab } = department;
  const env = { SHISA_STATE: join(lab.dir, "shisa"), LANG: "C.UTF-8", NO_COLOR: "1" };
  const line = shisaLine(["chat"], env, lab.people, "e235701");
  chat = startInPty(lab.enter(line), { env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" }, columns: 100 });
  await chat.until("whose terminal it is", (screen) => /as e235701/u.test(screen) && screen.endsWith("›"));

  chat.type("/vm list\r");
  await chat.until("that there is none", (screen) => /› \/vm list[\s\S]*\n› *$/u.test(screen));
  chat.type("/vm create tiny web --memory 256M --disk 1G\r");
  const done = await chat.until("the ssh line", (screen) => /^ssh .*e235701@/mu.test(screen), minutes(2));
  const [ssh = "", ...args] = ([...done.matchAll(/^(ssh .*)$/gmu)].at(-1)?.[1] ?? "").split(" ");
  const login = await execa(ssh, [...args, "hostname"], { reject: false, stdin: "ignore", timeout: 30_000 });
  expect(login.stdout, login.stderr).toBe("e235701-web");
  chat.type("\u0004");
  expect(await chat.exited).toBe(0);

  const listed = await shisaAs(lab, "e235701", ["say", "--json", "/vm list"], env);
  expect(JSON.parse(listed.stdout)).toMatchObject({ status: "done", text: expect.stringContaining("web") });
  const others = await shisaAs(lab, "e235702", ["say", "--json", "/vm show web"], env);
  expect(JSON.parse(others.stdout)).toMatchObject({ status: "refused", refusal: { code: "guest.unknown" } });
  const address = /e235701@([0-9.]+)/u.exec(done)?.[1] ?? "";
  expect(await pageAt(address)).toContain("web");
});
