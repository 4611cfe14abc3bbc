import { afterEach, beforeEach, expect, test } from "vitest";
import { createCephClient } from "../../../executor/ceph/client.ts";
import { type CephShell, CephUnreachable, createCephShell } from "../../../executor/ceph/shell.ts";
import { createExec } from "../../../executor/exec.ts";
import { type FakeCeph, fakeCeph } from "../../support/fake-ceph.ts";
import { throwAwayFolder } from "../../support/folder.ts";

let folder: Awaited<ReturnType<typeof throwAwayFolder>>;
let fake: FakeCeph;
let shell: CephShell;
const signal = () => AbortSignal.timeout(30_000);

beforeEach(async () => {
  folder = await throwAwayFolder();
  fake = await fakeCeph(folder.path);
  const account = { conf: "/c", name: "client.shisa", keyring: "/k" };
  shell = createCephShell(createExec({ programs: { ceph: fake.program } }), account, { first: 3_000, later: 600 });
});
afterEach(async () => {
  await shell.end();
  await folder.remove();
});

test("many questions are asked of one program, each answered in turn", async () => {
  await fake.answer("fsid", { say: '{"fsid":"x"}' });
  await fake.answer("status", { say: '{"health":1}' });
  const answers = await Promise.all(["fsid", "status", "fsid"].map((line) => shell.ask(line, signal())));
  expect(answers).toEqual([{ fsid: "x" }, { health: 1 }, { fsid: "x" }]);
  expect(await fake.starts()).toHaveLength(1);
});

test("an answer over many lines, as the manager's modules give it, is one answer", async () => {
  await fake.answer("crash ls-new", { say: '[\n    {\n        "crash_id": "a"\n    }\n]\n' });
  expect(await shell.ask("crash ls-new", signal())).toEqual([{ crash_id: "a" }]);
  await fake.answer("crash ls-new", { say: "[]" });
  expect(await shell.ask("crash ls-new", signal())).toEqual([]);
  expect(await fake.starts()).toHaveLength(1);
});

test("what it refuses is an error, and it goes on being asked", async () => {
  await fake.answer("auth ls", { complain: "Error EACCES: access denied\n" });
  await expect(shell.ask("auth ls", signal())).rejects.toThrow("EACCES");
  expect(await shell.ask("fsid", signal())).toEqual({});
  expect(await fake.starts()).toHaveLength(1);
});

test("one that hangs is ended and told as unreachable, and the next question goes to a new one", async () => {
  expect(await shell.ask("fsid", signal())).toEqual({});
  await fake.answer("status", { hang: true });
  await expect(shell.ask("status", signal())).rejects.toThrow(CephUnreachable);
  expect(await shell.ask("fsid", signal())).toEqual({});
  expect(await fake.starts()).toHaveLength(2);
});

test("one that ends says why, in its own last words", async () => {
  await fake.answer("fsid", { die: "[errno 13] RADOS permission denied\n" });
  await expect(shell.ask("fsid", signal())).rejects.toThrow("permission denied");
});

test("garbage is an error and not taken for a cluster that cannot be reached", async () => {
  await fake.answer("fsid", { say: "oops" });
  const error = await shell.ask("fsid", signal()).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(CephUnreachable);
});

test("a question that is given up ends the program, so that its late answer is not the next one's", async () => {
  expect(await shell.ask("fsid", signal())).toEqual({});
  await fake.answer("status", { hang: true });
  const giving = new AbortController();
  const asked = shell.ask("status", giving.signal);
  giving.abort();
  await expect(asked).rejects.toThrow(Error);
  await fake.answer("fsid", { say: '{"fsid":"next"}' });
  expect(await shell.ask("fsid", signal())).toEqual({ fsid: "next" });
});

test("what it says beside an answer is not taken for the answer to the next question", async () => {
  await fake.answer("fsid", { say: "2026-12-01 warning: something", late: '{"fsid":"late"}' });
  await expect(shell.ask("fsid", signal())).rejects.toThrow("no JSON");
  await fake.answer("status", { say: '{"health":1}' });
  expect(await shell.ask("status", signal())).toEqual({ health: 1 });
});

test("an answer that is none to the question is the last that this program gives", async () => {
  const account = { conf: "/c", name: "client.shisa", keyring: "/k" };
  const client = createCephClient(createExec({ programs: { ceph: fake.program } }), account);
  await fake.answer("crash ls-new", { say: '{"fsid":"x"}' });
  await expect(client.crashes(signal())).rejects.toThrow("crash ls-new");
  await fake.answer("crash ls-new", { say: "[]" });
  expect(await client.crashes(signal())).toEqual([]);
  expect(await fake.starts()).toHaveLength(2);
  await client.end();
});
