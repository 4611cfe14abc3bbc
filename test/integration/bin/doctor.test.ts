import { appendFile, chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keyPaths, makeKeys } from "../../../bin/launch/keys.ts";
import { chainLine, chainStart } from "../../../protocol/chain.ts";
import { makeCertificate } from "../../department/certificate.ts";
import { startRedis, type ThrowAwayRedis } from "../../support/redis.ts";
import { runShisa } from "./run-shisa.ts";

let dir: string;
let redis: ThrowAwayRedis | undefined;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "shisa-doctor-"));
  const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  await makeKeys({ dir: join(dir, "keys"), hosts: ["vm1"], botOwner: owner, days: 90 });
  await mkdir(join(dir, "bot"), { mode: 0o700 });
});
afterEach(async () => {
  await redis?.remove();
  redis = undefined;
  await rm(dir, { recursive: true, force: true });
});

/** What doctor says about an installation with these settings; undefined leaves one out. */
async function examine(
  settings: Record<string, string | undefined> = {},
): Promise<{ code: number | undefined; says: string }> {
  const keys = keyPaths(join(dir, "keys"));
  const usual = {
    REDIS_URL: redis?.url ?? "unix:///nonexistent/redis.sock",
    SHISA_TRUST: keys.trust,
    SHISA_BOT_STATE: join(dir, "bot"),
    SHISA_BOT_KEYS: keys.bot,
  };
  const lines = Object.entries({ ...usual, ...settings }).map(([name, value]) =>
    value === undefined ? "" : `${name}=${value}`,
  );
  await writeFile(join(dir, "env"), lines.join("\n"));
  const env = { SHISA_BOT_STATE: settings["SHISA_BOT_STATE"] ?? usual.SHISA_BOT_STATE };
  const { exitCode, stdout } = await runShisa(["doctor", "--env", join(dir, "env"), "--language", "en"], dir, env);
  return { code: exitCode, says: stdout };
}

describe("doctor", () => {
  test("says that a Redis, a bot and hosts that are away are away, and how to mend each", async () => {
    const { code, says } = await examine();
    expect(code).toBe(1);
    expect(says).toMatch(/✗ Redis does not answer: .*\n {4}→ start redis-server or mend REDIS_URL/u);
    expect(says).toMatch(/✗ the bot is not reachable.*\n {4}→ npm run shisa -- start/u);
    expect(says).toContain("✓ the key of bot is valid");
  });

  test("says where the terminal for everybody is not open, and how long its certificate is good", async () => {
    const { cert, key } = await makeCertificate(dir, "127.0.0.1", "IP");
    const tls = {
      SHISA_TERMINAL_TLS_LISTEN: "127.0.0.1:1",
      SHISA_TERMINAL_TLS_CERT: cert,
      SHISA_TERMINAL_TLS_KEY: key,
    };
    const { says } = await examine({ SHISA_TERMINAL_PUBLIC: join(dir, "terminal/shisa.sock"), ...tls });
    expect(says).toMatch(/✗ the terminal for everybody cannot be used: .*\n {4}→ start the bot/u);
    expect(says).toMatch(/✓ the terminals' certificate is good for 7\d\d days/u);
    const half = await examine({ SHISA_TERMINAL_TLS_CERT: cert });
    expect(half.says).toContain("go together");
  });

  test("names each setting that is missing, wrong or misspelt", async () => {
    const { code, says } = await examine({
      SHISA_TRUST: "relative",
      SHISA_LANGAGE: "ja",
      SHISA_TIME_ZONE: "Mars",
      SHISA_BOT_KEYS: "",
    });
    expect(code).toBe(1);
    for (const name of ["SHISA_TRUST", "SHISA_TIME_ZONE"]) expect(says).toMatch(new RegExp(`✗ setting ${name}: `, "u"));
    expect(says).toContain("✗ setting SHISA_BOT_KEYS is missing");
    expect(says).toMatch(/✗ the setting SHISA_LANGAGE is not read.*\n.*did you mean SHISA_LANGUAGE/u);
  });

  test("refuses a Redis that evicts or forgets", async () => {
    redis = await startRedis("--maxmemory-policy", "allkeys-lru", "--appendonly", "no");
    const { says } = await examine();
    expect(says).toMatch(
      /✗ Redis has maxmemory-policy allkeys-lru\n {4}→ "maxmemory-policy noeviction" in redis.conf/u,
    );
    expect(says).toMatch(/✗ Redis has appendonly no\n/u);
  });

  test("finds keys that others can read, and a key that nobody is told of", async () => {
    const keys = keyPaths(join(dir, "keys"));
    await chmod(keys.bot, 0o640);
    expect((await examine()).says).toContain(`chmod 600 ${keys.bot}`);
    await chmod(keys.bot, 0o600);
    await writeFile(keys.trust, JSON.stringify({ keys: [] }));
    expect((await examine()).says).toMatch(/✗ the key of bot is not in the trust file\n.*keys rotate bot/u);
  });

  test("finds a broken audit chain", async () => {
    const audit = join(dir, "bot/audit.log");
    await writeFile(audit, chainLine(chainStart, { event: "one" }).line);
    expect((await examine()).says).toContain(`✓ the audit ${audit} is whole, 1 lines`);
    await appendFile(audit, chainLine(chainStart, { event: "two" }).line);
    expect((await examine()).says).toContain(`✗ the audit ${audit} is broken at line 2`);
  });

  test("finds a bot's folder that others can open", async () => {
    await chmod(join(dir, "bot"), 0o755);
    expect((await examine()).says).toContain(`chmod 700 ${join(dir, "bot")}`);
  });

  test("says what to do where there are no settings at all", async () => {
    const env = { SHISA_BOT_STATE: "" };
    const { exitCode, stdout } = await runShisa(["doctor", "--env", join(dir, "none"), "--language", "en"], dir, env);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/✗ there are no settings.*\n.*\.env\.example/u);
  });
});
