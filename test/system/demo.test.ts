import { existsSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gone, isAlive, markOf } from "../../bin/launch/processes.ts";
import { vmCreate } from "../../protocol/actions/vm.ts";
import { pageAt } from "../department/guests.ts";
import { createDemo, type RunningDemo } from "../support/running-demo.ts";

let running: RunningDemo;
beforeAll(async () => {
  running = await createDemo();
});
afterAll(() => running.remove());

const say = (line: string, ...args: string[]) => running.shisa("say", "--as", "e235701", "--json", ...args, line);
const pidOf = async (name: string): Promise<number> => {
  const service = (await running.state()).services.find((each) => each.name === name);
  if (service === undefined) throw new Error(`${name} does not run`);
  return service.process.pid;
};
async function kill9(pid: number): Promise<void> {
  const mark = markOf(pid);
  if (mark === undefined) throw new Error(`there is no process ${pid}`);
  process.kill(pid, "SIGKILL");
  expect(await gone(mark, 5_000)).toBe(true);
}

describe("a department on one machine", () => {
  test("is ready when the background start returns, and says what to type and how to stop it", async () => {
    const { exitCode, stdout, stderr } = await running.demo("--yes", "--background", "--language", "en");
    expect(exitCode, stderr).toBe(0);
    for (const words of ["say --as e235701", "chat --as e235701", "demo -- --stop"]) expect(stdout).toContain(words);
    expect(await running.demo("--status")).toMatchObject({ exitCode: 0 });
  });

  test("a second start says that one runs, and changes nothing", async () => {
    const before = await running.state();
    const { exitCode, stdout } = await running.demo("--background");
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining("running already") as string });
    expect((await running.state()).launcher).toEqual(before.launcher);
  });

  test("doctor finds it well", async () => {
    const { exitCode, stdout } = await running.shisa("doctor");
    expect(stdout).not.toContain("✗");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/KVM/u);
  });

  test("the bot can open its own folder and nothing else of the department", async () => {
    const { enter } = await running.state();
    const [program = "", ...args] = enter;
    const asBot = ["setpriv", "--reuid=shisa-bot", "--regid=shisa-bot", "--init-groups", "--no-new-privs", "--"];
    const canRead = async (path: string): Promise<boolean> => {
      const { exitCode } = await execa(program, [...args, ...asBot, "test", "-r", path], { reject: false });
      return exitCode === 0;
    };
    const inDemo = (path: string): string => join(running.dir, path);
    expect(await canRead(inDemo("bot"))).toBe(true);
    expect(await canRead(inDemo("keys/bot.keys.json"))).toBe(true);
    const closed = ["run.json", "keys/executor-vm1.keys.json", "executor", "redis/data", "log"];
    for (const path of closed) expect(await canRead(inDemo(path)), path).toBe(false);
  });

  test("Redis runs neither as root nor as the bot, on a socket for the bot's group", async () => {
    const owner = statSync(`/proc/${await pidOf("redis")}`).uid;
    expect([0, statSync(`/proc/${await pidOf("bot")}`).uid]).not.toContain(owner);
    expect(statSync(`/proc/${await pidOf("bot")}`).uid).not.toBe(0);
    expect(statSync(join(running.dir, "redis/redis.sock")).mode & 0o007).toBe(0);
  });

  test("create ends with an address that serves its page and an ssh line that logs in", async () => {
    const { exitCode, stdout } = await say("/vm create tiny web --memory 256M --disk 1G", "--id", "first-web");
    expect(exitCode, stdout).toBe(0);
    const output = vmCreate.output.parse((JSON.parse(stdout) as { output: unknown }).output);
    expect(await pageAt(output.address)).toContain(output.hostName);
    const [ssh = "", ...args] = output.ssh.split(" ");
    // At once: the answer is given when the ssh server listens.
    const login = await execa(ssh, [...args, "id -un"], { stdin: "ignore", timeout: 30_000, reject: false });
    expect(login.stdout, login.stderr).toBe("e235701");
  });

  test("the same id again is the same guest", async () => {
    const again = await say("/vm create tiny web --memory 256M --disk 1G", "--id", "first-web");
    expect(again.exitCode).toBe(0);
    const list = await say("/vm list");
    expect(JSON.parse(list.stdout)).toMatchObject({ status: "done", text: expect.stringContaining("web") as string });
  });

  test("delete asks for consent, then deletes", async () => {
    expect((await say("/vm delete web")).exitCode).toBe(4);
    expect((await say("/vm delete web", "--yes")).exitCode).toBe(0);
    expect((await say("/vm show web")).exitCode).toBe(3);
  });

  test.each(["redis", "bot", "executor"])("%s killed with -9 is started again and answers", async (name) => {
    const pid = await pidOf(name);
    await kill9(pid);
    while ((await pidOf(name)) === pid) await new Promise((resolve) => setTimeout(resolve, 20));
    const { exitCode, stdout } = await say("/ping");
    expect(exitCode, stdout).toBe(0);
  });

  test("stop leaves nothing", async () => {
    const { exitCode, stdout } = await running.demo("--stop");
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining("Nothing is left") as string });
    expect(await running.remains()).toEqual([]);
    expect(await say("/vm list")).toMatchObject({ exitCode: 5 });
  });

  test("a demo whose launcher was killed with -9 leaves nothing after stop, nor hinders the next start", async () => {
    expect((await running.demo("--background")).exitCode).toBe(0);
    const { launcher, services } = await running.state();
    await kill9(launcher.pid);
    expect((await running.demo("--status")).exitCode).toBe(1);
    expect((await running.demo("--background")).exitCode).toBe(0);
    for (const { process: mark } of services) expect(isAlive(mark)).toBe(false);
    expect((await say("/ping")).exitCode).toBe(0);
    await kill9((await running.state()).launcher.pid);
    expect((await running.demo("--stop")).exitCode).toBe(0);
    expect(await running.remains()).toEqual([]);
  });

  test("a demo whose folder was deleted is found and stopped all the same", async () => {
    expect((await running.demo("--background")).exitCode).toBe(0);
    await rm(running.dir, { recursive: true });
    expect((await running.demo("--stop")).exitCode).toBe(0);
    expect(await running.remains()).toEqual([]);
  });

  test("a start that is stopped on the way leaves nothing", async () => {
    const starting = running.demo("--background");
    while (!existsSync(join(running.dir, "run.json"))) await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await running.demo("--stop")).exitCode).toBe(0);
    expect((await starting).exitCode).toBe(1);
    expect(await running.remains()).toEqual([]);
  });
});
