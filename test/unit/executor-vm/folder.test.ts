import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { allocated, guestFiles, makeFolder, removeFolder } from "../../../executor/runners/vm/folder.ts";

const uuid = "6f1c2f0e-4b7e-4f6e-9d4f-0a1b2c3d4e5f";
let root = "";
let disks = "";

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "shisa-folder-"));
  disks = join(root, "disks");
  await mkdir(disks);
});
afterEach(() => rm(root, { recursive: true, force: true }));

test("a guest's folder is made for root alone and removed with all that is in it, each time harmlessly twice", async () => {
  const files = guestFiles(disks, uuid);
  for (const _ of [1, 2]) await makeFolder(files);
  expect((await stat(files.folder)).mode & 0o777).toBe(0o700);
  await writeFile(files.overlay, "x".repeat(8192));
  expect(await allocated(files.overlay)).toBeGreaterThanOrEqual(8192);
  for (const _ of [1, 2]) await removeFolder(disks, files);
  expect(existsSync(files.folder)).toBe(false);
  expect(await allocated(files.overlay)).toBe(0);
});

test("what symbolic links inside lead to stays", async () => {
  const files = guestFiles(disks, uuid);
  const outside = join(root, "outside");
  await mkdir(outside);
  await writeFile(join(outside, "file"), "kept");
  await makeFolder(files);
  await symlink(outside, join(files.folder, "link"));
  await removeFolder(disks, files);
  expect(await readFile(join(outside, "file"), "utf8")).toBe("kept");
});

test("a symbolic link in place of the folder is neither used nor followed", async () => {
  const files = guestFiles(disks, uuid);
  const outside = join(root, "outside");
  await mkdir(outside);
  await symlink(outside, files.folder);
  await expect(makeFolder(files)).rejects.toThrow("something else is there");
  await expect(removeFolder(disks, files)).rejects.toThrow("not a folder");
  expect(existsSync(outside)).toBe(true);
});

test("a disks folder that is itself a symbolic link works", async () => {
  const link = join(root, "link");
  await symlink(disks, link);
  const files = guestFiles(link, uuid);
  await makeFolder(files);
  await removeFolder(link, files);
  expect(existsSync(join(disks, uuid))).toBe(false);
});

test.each([
  "..",
  "../x",
  "/etc",
  "",
  `${uuid}/..`,
  "a",
])("a folder that is not named by a UUID is refused: %j", (name) => {
  expect(() => guestFiles(disks, name)).toThrow();
});

test("only a guest's own folder in the disks folder is removed", async () => {
  const files = guestFiles(disks, uuid);
  await expect(removeFolder(root, files)).rejects.toThrow("not a guest's folder");
  await expect(removeFolder(disks, { ...files, folder: disks })).rejects.toThrow("not a guest's folder");
});
