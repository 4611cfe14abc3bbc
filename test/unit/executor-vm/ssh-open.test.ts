import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { opens } from "../../../executor/addresses/alive.ts";

const soon = (ms: number) => ({ deadline: performance.now() + ms });

/** A port that nothing listens on now. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

test("an ssh server that listens only after a while is waited for", async () => {
  const port = await closedPort();
  const opening = opens("127.0.0.1", soon(20_000), port);
  expect(await Promise.race([opening, pause(200, "still waiting")])).toBe("still waiting");
  const server = createServer((socket) => socket.destroy()).listen(port, "127.0.0.1");
  try {
    expect(await opening).toBe(true);
  } finally {
    server.close();
  }
});

test("where none ever listens the wait ends with the patience, or with an abort", async () => {
  const port = await closedPort();
  expect(await opens("127.0.0.1", soon(150), port)).toBe(false);
  const signal = AbortSignal.timeout(50);
  expect(await opens("127.0.0.1", { ...soon(60_000), signal }, port)).toBe(false);
});
