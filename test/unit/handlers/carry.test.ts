import { expect, test } from "vitest";
import { unpackFiles } from "../../../handlers/backup/carry.ts";
import { failureReply } from "../../../handlers/kit/failures.ts";
import type { HostView } from "../../../handlers/kit/ports.ts";
import type { Result } from "../../../protocol/messages.ts";
import { signParcel } from "../../../protocol/parcel.ts";
import { party } from "../protocol/parties.ts";
import { contextFor, host, inventory, people, type } from "./department.ts";

const may = (...names: string[]) =>
  inventory([], { actions: names, people: [{ ...people.hanako, roles: ["student"] }] });
const backups = (...more: string[]): HostView =>
  host("bak1", [], { inventory: may("backup.list", "backup.preview", ...more) });
const home = (name: string, changes: Partial<HostView> = {}): HostView =>
  host(name, [], { inventory: may("backup.unpack"), ...changes });
const line = "/backup restore ~/report.tex";

test("where the homes are on the host of the backups, nothing is carried", async () => {
  const hosts = [backups("backup.restore"), home("vm1")];
  expect(await type(line, { hosts }, true)).toMatchObject({
    ...{ kind: "job", host: "bak1", command: { action: "backup.restore" }, input: { path: "report.tex" } },
  });
});

test("else the first host that has the home and is heard is named in the preview, and packed for", async () => {
  const hosts = [backups("backup.pack"), home("vm1", { silent: true }), home("vm2"), home("vm3")];
  const input = { path: "report.tex", to: "vm2" };
  for (const [confirmed, action] of [
    [false, "backup.preview"],
    [true, "backup.pack"],
  ] as const)
    expect(await type(line, { hosts }, confirmed)).toMatchObject({
      ...{ kind: "job", host: "bak1", command: { action }, input },
    });
});

test("a host that is stopped, does not know the person, or has the backups itself is not carried to", async () => {
  const stopped = host("vm1", [], { inventory: { ...may("backup.unpack"), stopped: true } });
  const another = host("vm2", [], { inventory: inventory([], { actions: ["backup.unpack"] }) });
  const hosts = [backups("backup.pack", "backup.unpack"), stopped, another];
  expect(await type(line, { hosts }, true)).toMatchObject({ refusal: { code: "backup.home_elsewhere" } });
});

test("where every host with the home is silent, it is said since when", async () => {
  const hosts = [backups("backup.pack"), home("vm1", { silent: true })];
  expect(await type(line, { hosts }, true)).toMatchObject({
    refusal: { code: "host.silent", numbers: { host: "vm1" } },
  });
});

test("what did not arrive is asked for again by the verb that people know, of the same version", async () => {
  const { own } = await party("bak1", "executor");
  const [grant, at] = [`g${"0".repeat(32)}`, Date.parse("2026-03-30T15:00:00Z")];
  const about = { from: "bak1", to: "vm1", person: { name: "e235701", uid: 10_001 }, path: "report.tex", at };
  const sums = { files: 1, bytes: 5, skipped: 0, size: 10_240, digest: "0".repeat(64) };
  const input = { parcel: signParcel({ iat: at, grant, ...about, ...sums }, own) };
  expect(unpackFiles.line(input)).toMatch(/^\/backup restore report\.tex --as-of /);
  expect(unpackFiles.line({ parcel: "nonsense" })).toBe('/backup restore "~"');
  const failure = { code: "backup.parcel_lost", step: "fetch", kept: false, left: [] };
  const ended = { kind: "result", grant, action: "backup.unpack", startedAt: at, endedAt: at } as const;
  const result: Result = {
    ...{ ...ended, status: "failed", failure },
    steps: [
      { name: "pack", state: "done" },
      { name: "fetch", state: "failed" },
    ],
  };
  const reply = failureReply(unpackFiles, input, result, contextFor({ language: "en" }));
  expect(reply.steps?.map(({ state }) => state)).toEqual(["done", "failed", "todo", "todo"]);
});
