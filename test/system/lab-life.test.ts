import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { insidePid } from "../lab/inside.ts";
import { keeperPids } from "../lab/keeper.ts";
import { type Lab, type LabPerson, openLab, startLab, stopLab } from "../lab/lab.ts";
import { planNetwork } from "../lab/network/plan.ts";
import { LAB_ROOT, repositoryRoot } from "../lab/paths.ts";
import { addToGroup, deletePerson, removeFromGroup, setAuthorizedKeys } from "../lab/people.ts";
import { isAlive, ownProcess, readProcess, signal } from "../lab/processes.ts";
import { emptyRedis, killRedis, pauseRedis, restartRedis, startRedis } from "../lab/redis.ts";
import { run } from "../lab/run.ts";
import { type LabState, readState, writeState } from "../lab/state.ts";
import { waitFor } from "../lab/wait.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const own = ownProcess();
const named = (what: string) => `test-${what}-${process.pid}`;
const program = join(repositoryRoot(), "dist/test/lab/main.js");

let lab: Lab;

beforeAll(async () => {
  lab = await startLab({ name: named("life"), components: ["redis"] });
});

afterAll(async () => {
  for (const what of ["life", "owned", "wreck", "shell", "killed"]) await stopLab(named(what));
});

test("everyone is a real account in the lab, and nobody is one outside", async () => {
  expect(await inside(["id", "-Gn", "e235702"])).toBe("e235702 students\n");
  expect(await inside(["id", "-Gn", "prof1"])).toBe("prof1 staff\n");
  expect(await inside(["id", "-Gn", "adm1"])).toBe("adm1 shisa-admin\n");
  expect(await inside(["stat", "-c", "%U %a", "/home/e235703"])).toBe("e235703 700\n");
  expect((await run(["id", "e235702"])).exitCode).toBe(1);
});

test("a person's keys and groups can be changed, and a person can leave", async () => {
  const person = personOf("e235703");
  await setAuthorizedKeys(lab, person, "ssh-ed25519 AAAA other\n");
  expect(
    await inside(["setpriv", "--reuid", "235703", "--clear-groups", "cat", `${person.home}/.ssh/authorized_keys`]),
  ).toBe("ssh-ed25519 AAAA other\n");
  await removeFromGroup(lab, "e235703", "students");
  expect(await inside(["id", "-Gn", "e235703"])).toBe("e235703\n");
  await addToGroup(lab, "e235703", "staff");
  expect(await inside(["id", "-Gn", "e235703"])).toBe("e235703 staff\n");
  await deletePerson(lab, "e235703");
  expect((await lab.run(["id", "e235703"])).exitCode).toBe(1);
  expect(await inside(["stat", "-c", "%u", "/home/e235703"])).toBe("235703\n");
});

test("Redis keeps what it was told over SIGKILL, and loses it when it is emptied", async () => {
  expect(await redis(["SET", "key", "value"])).toBe("OK\n");
  await waitFor(
    "the write to reach the disk",
    async () => {
      const file = await lab.run(["grep", "-rl", "value", join(lab.dir, "redis/appendonlydir")]);
      return file.exitCode === 0 ? true : undefined;
    },
    { timeoutMs: 5000 },
  );
  await killRedis(lab);
  expect(await redis(["PING"])).not.toBe("PONG\n");
  await startRedis(lab);
  expect(await redis(["GET", "key"])).toBe("value\n");
  await restartRedis(lab);
  await emptyRedis(lab);
  expect(await redis(["DBSIZE"])).toBe("0\n");
  expect(await redis(["CONFIG", "GET", "maxmemory-policy"])).toContain("noeviction");
});

test("the bot's account may use Redis, a student may not", async () => {
  const ping = ["redis-cli", "-s", lab.redisSocket ?? "", "PING"];
  const as = (uid: string) => ["setpriv", "--reuid", uid, "--regid", uid, "--init-groups", "--", ...ping];
  expect((await lab.run(as("9201"))).stdout).toBe("PONG\n");
  expect((await lab.run(as("235701"))).stdout).not.toBe("PONG\n");
});

test("a Redis that hangs answers again when it is let go on", async () => {
  await pauseRedis(lab, true);
  expect((await lab.run(["timeout", "0.3", "redis-cli", "-s", lab.redisSocket ?? "", "PING"])).exitCode).toBe(124);
  await pauseRedis(lab, false);
  expect(await redis(["PING"])).toBe("PONG\n");
});

test("killing the program that entered the lab kills what it ran inside", async () => {
  const [file = "", ...args] = lab.enter(["sleep", "1000"]);
  const entered = execa(file, args, { reject: false });
  const pid = await waitFor(
    "the program inside",
    () => {
      const found = insidePid(entered.pid ?? 0);
      return found !== undefined && readProcess(found)?.comm === "sleep" ? found : undefined;
    },
    { timeoutMs: 5000 },
  );
  entered.kill("SIGKILL");
  await entered;
  const start = readProcess(pid)?.startTime ?? 0;
  await waitFor("its end", () => (isAlive({ pid, startTime: start }) ? undefined : true), { timeoutMs: 5000 });
});

test("a running lab is found by its name, and its name is not given twice", async () => {
  expect((await openLab(lab.name))?.keeperPid).toBe(lab.keeperPid);
  expect(await openLab("nobody-made-this")).toBeUndefined();
  await expect(startLab({ name: lab.name, components: ["redis"] })).rejects.toThrow("runs already");
  await expect(startLab({ name: "../x", components: [] })).rejects.toThrow("no name for a lab");
});

test("a lab whose owner was killed goes when the next one starts", async () => {
  const name = named("owned");
  const script = `import { startLab } from ${JSON.stringify(join(repositoryRoot(), "dist/test/lab/lab.js"))};
    await startLab({ name: ${JSON.stringify(name)}, components: ["redis"] }); setInterval(() => {}, 1000);`;
  const owner = execa("node", ["--input-type=module", "--eval", script], { reject: false });
  await waitFor("the owned lab", async () => await openLab(name), { timeoutMs: 30_000 });
  owner.kill("SIGKILL");
  await owner;
  const next = await startLab({ components: [] });
  expect(existsSync(join(LAB_ROOT, name))).toBe(false);
  expect(keeperPids(join(LAB_ROOT, name))).toEqual([]);
  await stopLab(next.name);
});

test("what a crash left of a lab goes: a folder without state, its link", async () => {
  const name = named("wreck");
  const wreck: LabState = {
    version: 1,
    name,
    index: 253,
    components: ["vm"],
    phase: "starting",
    starter: { ...own, startTime: own.startTime - 1 },
  };
  const { name: link } = planNetwork(wreck.index).link;
  await writeState(wreck);
  await run(["ip", "link", "add", link, "type", "bridge"]);
  const next = await startLab({ components: [] });
  expect((await run(["ip", "link", "show", link])).exitCode).toBe(1);
  expect(existsSync(join(LAB_ROOT, name))).toBe(false);
  await stopLab(next.name);
  mkdirSync(join(LAB_ROOT, name));
  writeFileSync(join(LAB_ROOT, name, "state.json"), "{ cut");
  await stopLab(name);
  await stopLab(name);
  expect(existsSync(join(LAB_ROOT, name))).toBe(false);
});

test("the command line brings a lab up twice in a row, shows it, and takes it down twice", async () => {
  const name = named("shell");
  const first = await run(["node", program, "up", "redis", "--name", name]);
  const second = await run(["node", program, "up", "redis", "--name", name]);
  expect(first.stdout).toContain(join(LAB_ROOT, name, "redis/redis.sock"));
  expect(second.stdout).toBe(first.stdout);
  expect((await run(["node", program, "status"])).stdout).toContain(`${name}: ready, redis\n`);
  for (const _ of [1, 2]) expect((await run(["node", program, "down", "--name", name])).exitCode).toBe(0);
  expect(await readState(name)).toBeUndefined();
  expect((await run(["node", program, "sideways"])).exitCode).toBe(2);
});

test("killed while it starts, the lab comes up at the next try and leaves nothing when taken down", async () => {
  const name = named("killed");
  const starting = execa("node", [program, "up", "vm", "--name", name], { reject: false });
  const keeper = await waitFor("its keeper", async () => (await readState(name))?.keeper, {
    timeoutMs: 30_000,
    everyMs: 5,
  });
  starting.kill("SIGKILL");
  await starting;
  expect((await readState(name))?.phase).toBe("starting");
  const again = await run(["node", program, "up", "vm", "--name", name]);
  expect(again.stderr).toBe("");
  expect(isAlive(keeper)).toBe(false);
  const state = await readState(name);
  expect(state?.phase).toBe("ready");
  if (state?.keeper !== undefined) signal(state.keeper.pid, "SIGKILL");
  await run(["node", program, "down", "--name", name]);
  expect(keeperPids(join(LAB_ROOT, name))).toEqual([]);
  const { link } = planNetwork(state?.index ?? 1);
  expect((await run(["ip", "link", "show", link.name])).exitCode).toBe(1);
  expect(readFileSync("/proc/self/mounts", "utf8")).not.toContain(join(LAB_ROOT, name));
});

async function inside(argv: readonly string[]): Promise<string> {
  return (await lab.run(argv)).stdout;
}

async function redis(words: readonly string[]): Promise<string> {
  return await inside(["redis-cli", "-s", lab.redisSocket ?? "", ...words]);
}

function personOf(name: string): LabPerson {
  const found = lab.people.find((person) => person.name === name);
  if (found === undefined) throw new Error(`the lab has no ${name}`);
  return found;
}
