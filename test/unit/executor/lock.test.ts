import { readdir, readFile, writeFile } from "node:fs/promises";
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

const path = (): string => join(folder.path, "lock");

test("a state folder has one executor, and another one once that has let go", async () => {
  const lock = await lockState(folder.path);
  await expect(lockState(folder.path)).rejects.toThrow(`another executor (process ${process.pid}) already works`);
  await lock.release();
  await (await lockState(folder.path)).release();
  expect(await readdir(folder.path)).toEqual([]);
});

// A process id that was given to another process, one that nobody has, and files that a crash cut short.
const dead = [`${process.pid} 1\n`, "4194305 77\n", "", "12"];
test.each(dead)("of many who find a dead executor's lock (%j) exactly one takes it over", async (left) => {
  for (let round = 0; round < 20; round += 1) {
    await writeFile(path(), left);
    const all = await Promise.allSettled(Array.from({ length: 4 }, () => lockState(folder.path)));
    const [winner, ...more] = all.filter((one) => one.status === "fulfilled");
    expect(more).toEqual([]);
    expect(await readFile(path(), "utf8")).toMatch(new RegExp(`^${process.pid} \\d+\n$`));
    await winner?.value.release();
    expect(await readdir(folder.path)).toEqual([]);
  }
});
