import { spawn } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockState } from "../../../executor/lock.ts";
import { throwAwayFolder } from "../../support/folder.ts";

let folder: Awaited<ReturnType<typeof throwAwayFolder>>;
beforeEach(async () => {
  folder = await throwAwayFolder();
});
afterEach(async () => {
  await folder.remove();
});

const refused = "another executor already works with";

test("a state folder has one executor, and another one once that has let go", async () => {
  const lock = lockState(folder.path);
  for (const _ of [1, 2]) expect(() => lockState(folder.path)).toThrow(refused);
  lock.release();
  lockState(folder.path).release();
  expect((await stat(join(folder.path, "lock"))).mode & 0o777).toBe(0o600);
});

test("another process that holds it is respected, and once it was killed with -9 its lock is nobody's", async () => {
  const program = `const db = new (require("libsql"))(${JSON.stringify(join(folder.path, "lock"))});
    db.exec("BEGIN EXCLUSIVE"); console.log("held"); setInterval(() => db.open, 1000);`;
  const holder = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  await once(holder.stdout, "data");
  expect(() => lockState(folder.path)).toThrow(refused);
  holder.kill("SIGKILL");
  await once(holder, "exit");
  lockState(folder.path).release();
});

test("a state folder that is not there is told as that", () => {
  expect(() => lockState(join(folder.path, "missing"))).toThrow(/^locking /);
});
