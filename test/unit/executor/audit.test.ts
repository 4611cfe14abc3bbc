import { appendFile, open, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openAudit } from "../../../executor/audit.ts";
import { createAppender } from "../../../executor/files/appender.ts";
import { isStopped } from "../../../executor/stop.ts";
import { extentOf } from "../../../protocol/audit/files.ts";
import { verifyFolder } from "../../../protocol/audit/verify.ts";
import { chainLine, chainStart } from "../../../protocol/chain.ts";
import { throwAwayFolder } from "../../support/folder.ts";

let folder: Awaited<ReturnType<typeof throwAwayFolder>>;
beforeEach(async () => {
  folder = await throwAwayFolder();
});
afterEach(async () => {
  await folder.remove();
});

const path = (): string => join(folder.path, "audit.log");

test("the chain goes on over restarts and a torn last line", async () => {
  const first = await openAudit(folder.path, Date.now);
  await Promise.all(["a", "b", "c"].map((what) => first.write({ what })));
  await first.close();
  await appendFile(path(), '{"prev":"12');
  expect(verifyFolder(folder.path)).toMatchObject({ broken: undefined, head: { seq: 3 }, torn: true });
  const second = await openAudit(folder.path, Date.now);
  await second.write({ what: "d" });
  await second.close();
  expect(verifyFolder(folder.path)).toMatchObject({ broken: undefined, head: { seq: 4 }, torn: false });
});

test("the extent of a long file is found without all of it in memory", async () => {
  for (const [before, torn] of [
    ["", ""],
    ["", '{"prev'],
    ["x\n".repeat(2_000_000), ""],
    ["x\n".repeat(2_000_000), '{"prev'],
  ] as const) {
    await writeFile(path(), before);
    const { line } = chainLine(chainStart, { what: "last" });
    await appendFile(path(), line + torn);
    const lines = before.length / 2 + 1;
    const first = before === "" ? line.trim() : "x";
    const size = before.length + line.length;
    expect(extentOf(path())).toEqual({ lines, size, torn: torn.length, first, last: line.trim() });
  }
  for (const [text, torn] of [
    ["", 0],
    ['{"prev', 6],
  ] as const) {
    await writeFile(path(), text);
    expect(extentOf(path())).toEqual({ lines: 0, size: 0, torn, first: undefined, last: undefined });
  }
  await writeFile(path(), "\n");
  expect(extentOf(path())).toEqual({ lines: 1, size: 1, torn: 0, first: "", last: "" });
});

test("a changed line is found, and an audit whose last line was changed is not gone on with", async () => {
  const audit = await openAudit(folder.path, Date.now);
  for (const what of ["a", "b"]) await audit.write({ what });
  await audit.close();
  await writeFile(path(), (await readFile(path(), "utf8")).replace('"what":"b"', '"what":"x"'));
  expect(verifyFolder(folder.path)).toMatchObject({ broken: { file: "audit.log", line: 2 } });
  await expect(openAudit(folder.path, Date.now)).rejects.toThrow("was changed");
});

test("a write that fails leaves the file as it was, is told, and the next one works", async () => {
  const file = join(folder.path, "file");
  const handle = await open(file, "w+");
  let isFull = false;
  let failures = 0;
  const faulty = new Proxy(handle, {
    get(target, name) {
      if (name === "write" && isFull) return () => Promise.reject(new Error("no space left on device"));
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
  const failed = (): void => {
    failures += 1;
  };
  const appender = createAppender({ handle: faulty, size: 0 }, { failed });
  await appender.append("one\n");
  isFull = true;
  await expect(appender.append("two\n")).rejects.toThrow("writing to the file");
  expect(appender.fault()?.message).toContain("writing to the file");
  isFull = false;
  expect(await appender.append("three\n")).toEqual({ offset: 4, length: 6 });
  expect(appender.fault()).toBeUndefined();
  await appender.close();
  expect(await readFile(file, "utf8")).toBe("one\nthree\n");
  expect(failures).toBe(1);
});

test("a stop file that is there, or that cannot be looked for, stops", async () => {
  const stop = join(folder.path, "stop");
  expect(isStopped(stop)).toBe(false);
  await writeFile(stop, "");
  expect(isStopped(stop)).toBe(true);
  expect(isStopped(join(stop, "below-a-file"))).toBe(true);
});
