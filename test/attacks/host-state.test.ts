import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, cp, mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sayTo } from "../department/client.ts";
import { type Department, startDepartment } from "../department/department.ts";
import { root } from "../gates/files.ts";
import { createTestBot } from "../support/bot.ts";
import { startRedis, type ThrowAwayRedis } from "../support/redis.ts";
import { waitFor } from "../support/wait.ts";
import { type Insider, insiderOf } from "./kit/insider.ts";

// What makes a host refuse all or some of what it is asked: its stop file, a bot whose clock is off, a Redis that loses
// things, keys that others can read; and what the programs leave on the disk.

let department: Department;
let insider: Insider;
beforeAll(async () => {
  department = await startDepartment({ components: ["redis"] });
  insider = await insiderOf(department);
});
afterAll(async () => {
  insider?.close();
  await department?.stop();
});

const seconds = (): number => Math.floor(Date.now() / 1000);

/** What a program says when it ends by itself, and with which code. */
async function ends(program: "bot" | "executor", env: Readonly<Record<string, string>>) {
  const path = "/usr/sbin:/usr/bin:/sbin:/bin";
  const child = spawn(process.execPath, [join(root, "dist", program, "main.js")], { env: { PATH: path, ...env } });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
  const [code] = await once(child, "close");
  clearTimeout(timer);
  return { code: code as number | null, said };
}

/** Settings of both programs, with copies of their keys and folders of their own. */
async function settings(redisUrl: string): Promise<Record<string, string>> {
  const folder = join(department.folder, `alone-${performance.now()}`);
  await mkdir(folder, { recursive: true });
  for (const name of ["bot.keys", "executor.keys", "trust"]) {
    await cp(join(department.folder, name), join(folder, name));
    await chown(join(folder, name), 0, 0);
    await chmod(join(folder, name), name === "trust" ? 0o644 : 0o600);
  }
  return {
    REDIS_URL: redisUrl,
    SHISA_TRUST: join(folder, "trust"),
    SHISA_HOST: "vm1",
    SHISA_EXECUTOR_STATE: join(folder, "executor"),
    SHISA_EXECUTOR_KEYS: join(folder, "executor.keys"),
    SHISA_STOP_FILE: join(folder, "stop"),
    SHISA_BOT_STATE: join(folder, "bot"),
    SHISA_BOT_KEYS: join(folder, "bot.keys"),
  };
}

test("a stop file makes the executor refuse a signed change, and let reads through", async () => {
  const { redis, stolen, public: known } = insider;
  await department.bot().stop();
  const bot = createTestBot({ client: redis, own: stolen.bot, executor: known.executor, host: "vm1" });
  const person = { name: "e235701", uid: 235701 };
  await writeFile(join(department.folder, "stop"), "");
  const change = await bot.send(bot.grant("job.cancel", { grant: `g${"0".repeat(32)}` }, { person }));
  expect(await bot.result(change.jti)).toMatchObject({ status: "refused", refusal: { code: "host.stopped" } });
  const read = await bot.send(bot.grant("host.ping", {}, { person }));
  expect(await bot.result(read.jti)).toMatchObject({ status: "done" });
  await chmod(join(department.folder, "stop"), 0);
  await bot.close();
});

const clocks: readonly [string, () => { iat: number; exp: number }, object][] = [
  ["31 s ahead", () => ({ iat: seconds() + 32, exp: seconds() + 900 }), { refusal: { code: "clock.off" } }],
  ["25 s ahead", () => ({ iat: seconds() + 25, exp: seconds() + 900 }), { status: "done" }],
  ["31 s behind", () => ({ iat: seconds() - 31, exp: seconds() + 869 }), { status: "done" }],
  [
    "so far behind that its grants are over",
    () => ({ iat: seconds() - 931, exp: seconds() - 31 }),
    { status: "not_run" },
  ],
];
test.each(clocks)("a grant of a bot whose clock is %s is judged by the host's own clock", async (_, times, answer) => {
  const { redis, stolen, public: known } = insider;
  const bot = createTestBot({ client: redis, own: stolen.bot, executor: known.executor, host: "vm1" });
  const grant = await bot.send(bot.grant("host.ping", {}, { person: { name: "e235702", uid: 235702 }, ...times() }));
  expect(await bot.result(grant.jti)).toMatchObject(answer);
  await bot.close();
});

const unfit: readonly [string, string[], RegExp][] = [
  ["evicts", ["--maxmemory-policy", "allkeys-lru"], /set "maxmemory-policy noeviction"/],
  ["does not persist", ["--appendonly", "no"], /set "appendonly yes"/],
];
test.each(unfit)("neither program starts on a Redis that %s, and both say how to mend it", async (_, more, mend) => {
  let redis: ThrowAwayRedis | undefined;
  try {
    redis = await startRedis(...more);
    for (const program of ["bot", "executor"] as const) {
      const { code, said } = await ends(program, await settings(redis.url));
      expect([program, code]).toEqual([program, 1]);
      expect(said).toMatch(mend);
    }
  } finally {
    await redis?.remove();
  }
});

test("neither program starts with keys that others can read, or a trust file that others can write", async () => {
  const url = `unix://${department.lab.redisSocket}`;
  for (const program of ["bot", "executor"] as const)
    for (const [file, mode] of [
      [`${program}.keys`, 0o640],
      ["trust", 0o666],
    ] as const) {
      const env = await settings(url);
      const path = join(env["SHISA_TRUST"] ?? "", "..", file);
      await chmod(path, mode);
      const { code, said } = await ends(program, env);
      expect([program, file, code]).toEqual([program, file, 1]);
      expect(said).toContain(`${path} is open to others: chmod `);
    }
});

test("everything that the programs write is for their own user only", async () => {
  await department.startBot();
  await waitFor("the bot to answer", async () => {
    return (await sayTo(department.socket, "e235701", "/ping").final).status === "done";
  });
  for (const program of ["bot", "executor"]) {
    const folder = join(department.folder, program);
    expect([program, (await stat(folder)).mode & 0o777]).toEqual([program, 0o700]);
    const files = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(2);
    for (const { name } of files) {
      expect([name, (await stat(join(folder, name))).mode & 0o777]).toEqual([name, 0o600]);
    }
  }
});
