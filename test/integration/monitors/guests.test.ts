import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createGuestMonitor } from "../../../executor/monitors/guests.ts";
import { createFakeHost, type FakeHost, mark } from "../vm/fake-virsh.ts";

const uuid = "6b3c9b0e-8f53-4d57-9d53-2f1c7a6e1a01";
const at = Date.parse("2026-11-30T12:00:00Z");
const signal = new AbortController().signal;
const qemuLog = `2026-11-30 09:00:00.000+0000: starting up libvirt version: 9.0.0
LC_ALL=C \\
-name guest=nobody-web \\
-msg timestamp=on
qemu-system-x86_64: terminating on signal 11
2026-11-30 11:58:20.500+0000: shutting down, reason=crashed
`;

let host: FakeHost;
let logs = "";
beforeEach(async () => {
  host = await createFakeHost();
  logs = join(host.root, "logs");
  await mkdir(logs);
});
afterEach(() => host.remove());

const look = (now = at) => createGuestMonitor(host.vm, () => now, logs).look(signal);
const add = (state: 1 | 3 | 5 | 6, reason: number, metadata = mark(uuid, "web")) =>
  host.add({ name: "nobody-web", uuid, state, reason, metadata });

describe("the guests' monitor", () => {
  it("tells of a guest that crashed, of its owner, since when, and what qemu said", async () => {
    await add(5, 3);
    await writeFile(join(logs, "nobody-web.log"), qemuLog);
    expect((await look()).conditions).toEqual([
      {
        key: `crashed:${uuid}`,
        code: "guest.crashed",
        severity: "warning",
        scope: "host",
        numbers: { guest: "web", hostName: "nobody-web", owner: "nobody" },
        lines: [
          "qemu-system-x86_64: terminating on signal 11",
          "2026-11-30 11:58:20.500+0000: shutting down, reason=crashed",
        ],
        since: Date.parse("2026-11-30T11:58:20.500Z"),
        touches: ["nobody"],
      },
    ]);
  });

  it.each([
    ["that could not be started", 5, 6, "guest.failed"],
    ["whose kernel panicked", 6, 1, "guest.panicked"],
    ["that waits because its disk cannot be written", 3, 5, "guest.disk_error"],
  ] as const)("tells of one %s", async (_, state, reason, code) => {
    await add(state, reason);
    expect((await look()).conditions.map((one) => one.code)).toEqual([code]);
  });

  it.each([
    ["runs", 1, 1],
    ["was shut down", 5, 1],
    ["was switched off by its owner", 5, 2],
    ["was paused by its owner", 3, 1],
  ] as const)("tells nothing of one that %s", async (_, state, reason) => {
    await add(state, reason);
    expect((await look()).conditions).toEqual([]);
  });

  it("tells nothing of what Shisa did not make", async () => {
    await add(5, 3, "");
    expect((await look()).conditions).toEqual([]);
  });

  it("tells of one that nobody starts again for a day", async () => {
    await add(5, 3);
    await writeFile(join(logs, "nobody-web.log"), qemuLog);
    expect((await look(at + 23 * 3_600_000)).conditions).toHaveLength(1);
    expect((await look(at + 24 * 3_600_000)).conditions).toEqual([]);
  });

  it("asks libvirt once where all is well", async () => {
    await add(1, 1);
    await look();
    expect(await host.calls()).toHaveLength(1);
  });
});
