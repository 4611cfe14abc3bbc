import { expect, test } from "vitest";
import { imageOf, newId, parseImage, timeOf } from "../../../executor/backups/names.ts";
import { createPool, type Pool } from "../../../executor/backups/pool.ts";
import { type BackupRecord, readRecord, writeRecord } from "../../../executor/backups/record.ts";
import { lookAtShelf } from "../../../executor/backups/shelf.ts";
import { nextAllowed, tooMany } from "../../../executor/backups/thin.ts";
import type { Exec } from "../../../executor/exec.ts";
import { copyStep } from "../../../executor/runners/backups/copy.ts";
import { fetchStep } from "../../../executor/runners/backups/fetch.ts";
import { choose } from "../../../executor/runners/backups/shelf.ts";
import { thinStep } from "../../../executor/runners/backups/thin.ts";
import type { VmHost } from "../../../executor/runners/vm/host.ts";

const hour = 3_600_000;
const day = 24 * hour;
/** Wednesday, 15 April 2026, noon. */
const now = Date.parse("2026-04-15T12:00:00Z");
const owner = { name: "e235701", uid: 10_001 };
const guest = "4a3f2b1c-0d9e-4f8a-9b7c-6d5e4f3a2b1c";

const record = (changes: Partial<BackupRecord> = {}): BackupRecord => ({
  ...{ v: 1, id: newId(now), owner, guest, name: "web", host: "vm1", takenAt: now, bytes: 1024 ** 3, usedMiB: 40 },
  ...{ state: "whole", ...changes },
});

/** A pool that holds these, by image. */
function poolWith(held: Readonly<Record<string, BackupRecord | undefined>>): Pool {
  const nothing = () => Promise.resolve();
  return {
    images: () => Promise.resolve(Object.keys(held)),
    record: (image) => Promise.resolve(held[image]),
    ...{ create: nothing, setRecord: nothing, remove: nothing, used: () => Promise.resolve(0) },
    ...{ address: (image) => `rbd:p/${image}`, removal: (image) => `rbd rm p/${image}` },
  };
}

test("all of seven days stay, then the newest of each week for four weeks, and the newest of all in any case", () => {
  let held = [] as { takenAt: number }[];
  // One each noon for ninety days, thinned each time, as a clock that is stepped would have it.
  for (let at = now; at <= now + 90 * day; at += day) {
    held.push({ takenAt: at });
    const gone = new Set(tooMany(held, at));
    held = held.filter((one) => !gone.has(one));
  }
  const ages = held.map(({ takenAt }) => (now + 90 * day - takenAt) / day).toSorted((a, b) => a - b);
  expect(ages.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(ages.slice(7).length).toBeGreaterThanOrEqual(4);
  expect(ages.slice(7).length).toBeLessThanOrEqual(5);
  expect(Math.max(...ages)).toBeLessThan(35);
  // The week that is just leaving the seven days has none that is a whole week from the one before.
  const gaps = ages.slice(9).map((age, index) => age - (ages[8 + index] ?? 0));
  expect(new Set(gaps)).toEqual(new Set([7]));
  expect(tooMany([{ takenAt: 0 }], now)).toEqual([]);
});

test("the fifth within 24 hours is refused, and says when the next may be taken", () => {
  const four = [1, 2, 3, 20].map((ago) => ({ takenAt: now - ago * hour }));
  expect(nextAllowed(four, now)).toBe(now + 4 * hour);
  expect(nextAllowed(four, now + 4 * hour)).toBeUndefined();
  expect(nextAllowed(four.slice(1), now)).toBeUndefined();
});

test("an image's name finds it and an id sorts by time; what is not named so is foreign", () => {
  const id = newId(now);
  expect(timeOf(id)).toBe(now);
  expect(parseImage(imageOf(owner, "web-2", id))).toEqual({ uid: 10_001, name: "web-2", id });
  for (const image of ["web", `shisa-x-web-${id}`, `shisa-1-Web-${id}`, "shisa-1-web-short", `shisa-1-web-${id} `])
    expect(parseImage(image)).toBeUndefined();
});

test("a record is read only when it is whole and ours", () => {
  expect(readRecord(writeRecord(record()))).toMatchObject({ name: "web", owner });
  for (const text of ["", "{}", "[", writeRecord(record()).replace('"v":1', '"v":2'), "x".repeat(5_000), 7])
    expect(readRecord(text)).toBeUndefined();
});

test("a backup is its owner's by name and number together, whatever its image is called", async () => {
  const ids = Array.from({ length: 7 }, (_, index) => newId(now + index * 1_000));
  const [whole = "", making = "", reused = "", renamed = "", other = "", swapped = "", bare = ""] = ids;
  const at = (id: string) => imageOf(owner, "web", id);
  const pool = poolWith({
    [at(whole)]: record({ id: whole }),
    [at(making)]: record({ id: making, state: "making" }),
    // The account's number was given to somebody else since, or the name was.
    [at(reused)]: record({ id: reused, owner: { name: "old", uid: owner.uid } }),
    [at(renamed)]: record({ id: renamed, owner: { name: owner.name, uid: 99 } }),
    [at(other)]: record({ id: other, name: "db" }),
    [at(swapped)]: record({ id: whole }),
    [at(bare)]: undefined,
    "somebody-elses": record(),
  });
  const shelf = await lookAtShelf(pool, owner, "web");
  expect(shelf.backups.map(({ id }) => id)).toEqual([whole]);
  expect(shelf.ofPerson).toBe(7);
  expect((await lookAtShelf(pool, { name: "e235702", uid: 10_002 }, "web")).backups).toEqual([]);
});

test("a backup of a guest that is gone goes in its turn, however many old ones of others come first", async () => {
  const there = Array.from({ length: 90 }, (_, index) => guest.replace(/.{12}$/, String(index).padStart(12, "0")));
  const old = now - 60 * day;
  const held: Record<string, BackupRecord> = {};
  for (const [index, uuid] of [...there, guest].entries()) {
    const id = newId(old);
    const name = `g${index}`;
    held[imageOf(owner, name, id)] = record({ id, name, guest: uuid, takenAt: old });
  }
  const gone: string[] = [];
  const pool = { ...poolWith(held), remove: async (image: string) => void gone.push(image) };
  const domains = { list: async () => there.map((uuid) => ({ uuid })) };
  const host = { ...{ name: "vm1", config: { disks: "/nonexistent" } }, domains, backups: { pool, atOnce: 1 } };
  const plan = { uuid: there[0], id: newId(now), owner, name: "none" };
  for (let days = 0; days < 5 && gone.length === 0; days += 1) {
    const job = { now: () => now + days * day, signal: new AbortController().signal };
    await thinStep(host as unknown as VmHost).do(plan as never, job as never);
  }
  expect(gone).toEqual([Object.keys(held).at(-1)]);
});

test("the newest is meant, or the newest of a time, or the one that is named", () => {
  const backups = [1, 2, 3].map((ago) => ({
    ...record({ takenAt: now - ago * day, id: newId(now - ago * day) }),
    image: "",
  }));
  const ids = backups.map(({ id }) => id);
  const chosen = (which: object) => {
    const found = choose(backups, { name: "web", ...which });
    return found.ok ? found.value.id : found.refusal.code;
  };
  expect(chosen({})).toBe(ids[0]);
  expect(chosen({ asOf: now - 2 * day })).toBe(ids[1]);
  expect(chosen({ id: ids[2] })).toBe(ids[2]);
  expect(chosen({ asOf: now - 4 * day })).toBe("backup.none_then");
  expect(chosen({ id: "zzzzzz0000" })).toBe("backup.unknown");
  expect(choose([], { name: "web" })).toMatchObject({ refusal: { code: "backup.none" } });
});

const ran = { exitCode: 0, stdout: "", stderr: "", timedOut: false, overflowed: false, cancelled: false } as const;

function recorder(answer: Partial<Awaited<ReturnType<Exec["run"]>>> = {}) {
  const calls: (readonly string[])[] = [];
  const exec: Exec = {
    run: (program, argv) => {
      calls.push([program, ...argv]);
      return Promise.resolve({ ...ran, abandoned: false, ...answer });
    },
    converse: () => {
      throw new Error("nobody converses here");
    },
    spawnLines: () => () => Promise.resolve(),
    abandonedBy: () => [],
    abandoned: () => [],
  };
  return { calls, exec };
}

const config = { pool: "p", conf: "/etc/ceph/ceph.conf", keyring: "/etc/ceph/k", client: "shisa-backup", atOnce: 1 };

test("every image's format is named, so that no header inside a disk is believed", async () => {
  const { calls, exec } = recorder();
  const host = {
    ...{ name: "vm1", exec, config: { disks: "/nonexistent" } },
    backups: { pool: createPool(exec, config, 1_000), glance: createPool(exec, config, 1_000), atOnce: 1 },
  } as unknown as VmHost;
  const job = { signal: new AbortController().signal } as never;
  const plan = { uuid: guest, id: "t00000abcd", image: "shisa-1-web-t00000abcd" } as never;
  await copyStep(host).do(plan, job);
  const restoring = { uuid: guest, token: guest, template: "/t/tiny.qcow2", bytes: 1024, backup: { image: "i" } };
  await fetchStep(host)
    .do(restoring as never, job)
    .catch(() => undefined);
  const qemu = calls.filter(([program]) => program === "qemu-img").map((argv) => argv.join(" "));
  expect(qemu[0]).toMatch(
    /^qemu-img convert -n -f qcow2 -O raw \/nonexistent\/\S+ rbd:p\/shisa-1-web-t00000abcd:conf=/,
  );
  expect(qemu[1]).toMatch(/^qemu-img convert -f raw -O qcow2 -B \/t\/tiny.qcow2 -F qcow2 rbd:p\/i:conf=/);
  expect(qemu[2]).toMatch(/^qemu-img resize -q -f qcow2 /);
});

test("a Ceph that says nothing, or no, is told apart", async () => {
  const silent = createPool(recorder({ exitCode: -1, timedOut: true }).exec, config, 1_000);
  await expect(silent.images()).rejects.toMatchObject({ code: "backup.no_ceph" });
  const refusing = createPool(recorder({ exitCode: 13, stderr: "rbd: permission denied" }).exec, config, 1_000);
  await expect(refusing.images()).rejects.toMatchObject({ code: "backup.pool" });
  const gone = createPool(recorder({ exitCode: 2 }).exec, config, 1_000);
  await expect(gone.remove("x")).resolves.toBeUndefined();
  expect(await gone.record("x")).toBeUndefined();
});
