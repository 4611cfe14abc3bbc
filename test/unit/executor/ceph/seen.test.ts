import { createServer, type Server } from "node:net";
import { afterEach, expect, it } from "vitest";
import type { OsdDump } from "../../../../executor/ceph/answers.ts";
import { createSeeing } from "../../../../executor/ceph/seen.ts";
import { quietCeph } from "../../../support/quiet-ceph.ts";

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((one) => new Promise((resolve) => one.close(resolve))));
});

/** What speaks as a daemon of Ceph's does; gives its port. */
async function daemon(): Promise<number> {
  const server = createServer((socket) => void socket.end("ceph v2\n"));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it does not listen");
  return address.port;
}

const dumpOf = (port: number): OsdDump => ({
  ...{ epoch: 1, flags_set: [], full_ratio: 0.95, pools: [] },
  osds: [{ osd: 0, up: 1, in: 1, public_addrs: { addrvec: [{ type: "v2", addr: `127.0.0.1:${port}` }] } }],
});

/** Looks each 15 s; what is silent at each look. */
async function silentAt(looks: number, dump: (look: number) => OsdDump): Promise<(readonly number[])[]> {
  let at = 0;
  const see = createSeeing(quietCeph({ osdDump: async () => dump(at) }), () => at * 15_000);
  const all: (readonly number[])[] = [];
  for (; at < looks; at += 1) all.push((await see(AbortSignal.timeout(10_000), false)).silent);
  return all;
}

it("an OSD that was started anew and listens elsewhere is not taken for dead", async () => {
  const [before, after] = [await daemon(), await daemon()];
  await new Promise((resolve) => servers[0]?.close(resolve));
  servers.shift();
  // The map that it kept is one of before the restart.
  expect(await silentAt(4, (look) => dumpOf(look === 0 ? before : after))).toEqual([[], [], [], []]);
});

it("one that does not speak twice in a row is dead, whatever the map says", async () => {
  const port = await daemon();
  await new Promise((resolve) => servers.shift()?.close(resolve));
  expect(await silentAt(3, () => dumpOf(port))).toEqual([[], [0], [0]]);
});
