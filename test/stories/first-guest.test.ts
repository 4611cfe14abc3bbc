import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repositoryRoot } from "../lab/paths.ts";
import { type Pty, startInPty } from "../support/pty.ts";
import { createDemo, type RunningDemo } from "../support/running-demo.ts";

// A newcomer at the terminal: chat, a typo, a look around, a first guest, a wrong move, and the end of it.
let running: RunningDemo;
let chat: Pty;
beforeAll(async () => {
  running = await createDemo();
  const { exitCode, stderr } = await running.demo("--background", "--language", "en");
  expect(exitCode, stderr).toBe(0);
});
afterAll(async () => {
  chat.kill();
  await running.remove();
});

const minutes = (count: number): number => count * 60_000;
const last = (screen: string, pattern: RegExp): string => [...screen.matchAll(pattern)].at(-1)?.[1] ?? "";

test("a student comes to a guest, logs in, and leaves", { timeout: minutes(4) }, async () => {
  const env = { PATH: "/usr/bin:/bin", HOME: running.home, LANG: "C.UTF-8", NO_COLOR: "1", SHISA_STATE: running.dir };
  const program = join(repositoryRoot(), "dist/bin/shisa.js");
  chat = startInPty([process.execPath, program, "chat", "--as", "e235701"], { env, columns: 100 });
  await chat.until("the prompt", (screen) => screen.endsWith("›"));

  chat.type("/vm crate tiny web\r");
  await chat.until("what was meant", (screen) => screen.includes("/vm create"));

  chat.type("/vm templates\r");
  await chat.until("the template", (screen) => /^ +tiny/mu.test(screen));

  chat.type("/vm cr");
  await chat.until("the beginning of the verb", (screen) => screen.endsWith("› /vm cr"));
  chat.type("\t");
  await chat.until("the whole verb", (screen) => screen.endsWith("› /vm create"));
  chat.type("tiny web --memory 256M --disk 1G\r");
  await chat.until("the first step done", (screen) => /✓ Reserve/u.test(screen));
  chat.type("/jobs\r"); // meanwhile
  const done = await chat.until("the ssh line", (screen) => /^ssh .*e235701@/mu.test(screen), minutes(2));
  const [ssh = "", ...args] = last(done, /^(ssh .*)$/gmu).split(" ");
  const login = await execa(ssh, [...args, "hostname"], { reject: false, stdin: "ignore", timeout: 30_000 });
  expect(login.stdout, login.stderr).toBe("e235701-web");

  chat.type("/vm create tiny web\r");
  await chat.until("that the name is taken", (screen) => /✗ .*web/u.test(screen));

  chat.type("/vm delete web\r");
  await chat.until("the question", (screen) => screen.endsWith("Do it? [y/N]"));
  chat.type("y\r");
  await chat.until("the end of the guest", (screen) => /✓ .*web.*deleted/u.test(screen), minutes(1));
  chat.type("\u0004");
  expect(await chat.exited).toBe(0);
});
