import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Lab, startLab, stopLab } from "../lab/lab.ts";
import { repositoryRoot } from "../lab/paths.ts";
import { waitFor } from "../lab/wait.ts";

// A real installation, as docs/operating.md has it, in a lab whose /etc is its own: keys, settings, `shisa start`.
const shisa = join(repositoryRoot(), "dist/bin/shisa.js");
let lab: Lab;
let launcher: ChildProcess | undefined;
let told = "";

beforeAll(async () => {
  lab = await startLab({ components: [] });
});
afterAll(async () => {
  launcher?.kill("SIGKILL");
  await stopLab(lab.name);
});

const state = (): string => join(lab.dir, "installation");
const run = (...args: string[]) => lab.run([process.execPath, shisa, ...args], { timeoutMs: 60_000 });
const say = (line: string) => run("say", "--state", state(), "--as", "e235701", "--language", "en", line);

describe("an installation without guests", () => {
  test("start without keys says what is missing", async () => {
    const { exitCode, stderr } = await run("start", "--state", state(), "--env", "/nonexistent");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/starting (bot|executor)/u);
    expect(stderr).toContain("/etc/shisa/");
  });

  test("keys init makes keys once, and says where they are", async () => {
    const made = await run("keys", "init", "--host", "vm1");
    expect(made, made.stderr).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("SHISA_TRUST=") as string });
    const again = await run("keys", "init", "--host", "vm1");
    expect(again).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("keys rotate") as string });
  });

  test("start runs Redis, executor and bot, which answer", async () => {
    await lab.run(["sh", "-c", "echo SHISA_HOST=vm1 > /etc/shisa/env"]);
    const argv = lab.enter([process.execPath, shisa, "start", "--state", state(), "--env", "/etc/shisa/env"]);
    const [program = "", ...args] = argv;
    launcher = spawn(program, args, {
      stdio: ["ignore", "ignore", "pipe"],
      env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
    });
    launcher.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      told += chunk;
    });
    const answer = await waitFor(
      "an answer by the way from the terminal to the host and back",
      async () => {
        const said = await say("/ping");
        return said.exitCode === 0 ? said.stdout : undefined;
      },
      { timeoutMs: 60_000, everyMs: 500 },
    );
    expect(answer).toContain("vm1");
  });

  test("doctor finds it well", async () => {
    const { exitCode, stdout } = await run("doctor", "--state", state(), "--language", "en");
    expect(stdout).not.toContain("✗");
    expect(exitCode).toBe(0);
  });

  test("doctor says how to mend what is wrong", async () => {
    await lab.run(["chmod", "644", "/etc/shisa/bot.keys.json"]);
    const { exitCode, stdout } = await run("doctor", "--state", state(), "--language", "en");
    await lab.run(["chmod", "600", "/etc/shisa/bot.keys.json"]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("chmod 600 /etc/shisa/bot.keys.json");
  });

  test("a second start leaves the first alone", async () => {
    const { exitCode, stderr } = await run("start", "--state", state(), "--env", "/etc/shisa/env");
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining("already") as string });
    expect((await say("/ping")).exitCode).toBe(0);
  });

  test("SIGTERM stops bot, executor and Redis, in that order, and nothing is left running", async () => {
    const ended = new Promise((resolve) => launcher?.once("exit", resolve));
    await lab.run(["pkill", "--exact", "--full", "--signal", "TERM", `${process.execPath} ${shisa} start .*`]);
    await ended;
    const { stdout } = await lab.run(["ps", "-eo", "args="]);
    expect(stdout).not.toMatch(/redis-server|dist\/(bot|executor)\/main/u);
    expect(told).toContain("stopping");
    expect((await say("/ping")).exitCode).toBe(5);
  });
});
