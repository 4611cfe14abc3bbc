import { readdirSync, readFileSync } from "node:fs";
import { chmod, chown, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { grantIdOf } from "../../../protocol/ids.ts";
import { sayUntilAnswered } from "./client.ts";
import { pong } from "./fake-executor.ts";
import { type Program, startProgram } from "./program.ts";
import { type Scene, setScene } from "./scene.ts";

// The bot as its own program, from dist/, as a user who is nobody.
const nobody = 65_534;
const program = join(import.meta.dirname, "../../../dist/bot/main.js");

let scene: Scene;
let folder: string;
const running: Program[] = [];
beforeEach(async () => {
  scene = await setScene();
  await scene.stopBot();
  folder = dirname(scene.config.state);
  await chmod(folder, 0o755);
  await chmod(scene.redis.url.slice("unix://".length), 0o777);
  await mkdir(join(folder, "own"), { mode: 0o700 });
  await chown(join(folder, "own"), nobody, nobody);
  await chown(scene.config.keys, nobody, nobody);
});
afterEach(async () => {
  for (const each of running.splice(0)) await each.end("SIGKILL");
  await scene.end();
});

const settings = (): Record<string, string> => ({
  PATH: "/usr/bin:/bin",
  REDIS_URL: scene.redis.url,
  SHISA_BOT_STATE: join(folder, "own"),
  SHISA_BOT_KEYS: scene.config.keys,
  SHISA_TRUST: scene.config.trust,
  SHISA_LANGUAGE: "en",
});
async function start(changes: Record<string, string> = {}): Promise<Program> {
  const started = await startProgram(program, nobody, { ...settings(), ...changes });
  running.push(started);
  return started;
}
const ask = (id: string, line: string) =>
  sayUntilAnswered(join(folder, "own/terminal/shisa.sock"), "e235701", line, id);

test("it works for nobody, starts no program, and a kill in the middle loses nothing", {
  timeout: 60_000,
}, async () => {
  const first = await start();
  const answer = ask("killed", "/ping vm1");
  const grant = await scene.arrived({ grant: grantIdOf("terminal:killed") });
  const children = readdirSync(`/proc/${first.pid}/task`).map((task) =>
    readFileSync(`/proc/${first.pid}/task/${task}/children`, "utf8").trim(),
  );
  expect(children.join("")).toBe("");
  await first.end("SIGKILL");
  const second = await start();
  await scene.vm1.say([pong(grant)]);
  expect(await answer).toMatchObject({ status: "done", output: { host: "vm1" }, job: 1 });
  expect(await second.end("SIGTERM")).toBe(0);
  expect(first.log() + second.log()).not.toContain("e235701");
});

test("it says which settings are wrong, and does not start", { timeout: 30_000 }, async () => {
  await expect(start({ SHISA_TIME_ZONE: "Naha" })).rejects.toThrow("SHISA_TIME_ZONE");
});

test("it names what it could not read, and does not start", { timeout: 30_000 }, async () => {
  await writeFile(scene.config.trust, "{}");
  await expect(start()).rejects.toThrow("starting the bot");
  await expect(start({ SHISA_BOT_KEYS: "/nowhere/bot.keys" })).rejects.toThrow("/nowhere/bot.keys");
});
