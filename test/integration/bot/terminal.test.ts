import { stat, writeFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lineMaxBytes, type ServerMessage, serverMessageSchema } from "../../../bot/terminal/wire.ts";
import { created, pong } from "./fake-executor.ts";
import { type Scene, setScene } from "./scene.ts";
import { until } from "./until.ts";

let scene: Scene;
let sockets: Socket[] = [];
beforeEach(async () => {
  scene = await setScene({ deadlineSeconds: 2, graceMs: 100, silentMs: 300 });
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  await scene.end();
});

function terminal() {
  const socket = connect(`${scene.config.state}/terminal/shisa.sock`);
  sockets.push(socket);
  const heard: ServerMessage[] = [];
  let closed = false;
  socket.on("error", () => undefined);
  socket.on("close", () => {
    closed = true;
  });
  const lines = createInterface({ input: socket });
  lines.on("line", (line) => heard.push(serverMessageSchema.parse(JSON.parse(line))));
  // readline tells of the socket's errors a second time.
  lines.on("error", () => undefined);
  return {
    socket,
    heard,
    isClosed: () => closed,
    write: (message: unknown) => socket.write(`${JSON.stringify(message)}\n`),
    finals: (id: string) =>
      heard.flatMap((it) => (it.type === "message" && it.id === id && it.final ? [it.status] : [])),
  };
}
const say = (id: string, line: string) => ({ type: "say", id, account: "e235701", line, confirmed: false });

test("the socket is in a folder that only the bot's user opens", async () => {
  expect((await stat(`${scene.config.state}/terminal`)).mode & 0o777).toBe(0o700);
  expect((await stat(`${scene.config.state}/terminal/shisa.sock`)).mode & 0o777).toBe(0o600);
});

test("a socket that a killed bot left is replaced", async () => {
  await scene.stopBot();
  await writeFile(`${scene.config.state}/terminal/shisa.sock`, "");
  await scene.startBot();
  expect((await scene.say("/me").final).status).toBe("done");
});

test.each([
  ["no JSON", "hello\n"],
  ["another message", '{"type":"root"}\n'],
  ["more than asked for", `${JSON.stringify({ ...say("a", "/me"), extra: 1 })}\n`],
  ["an id that is none", `${JSON.stringify(say("../a b", "/me"))}\n`],
])("a line that is %s ends the talk with an error", async (_title, line) => {
  const one = terminal();
  one.socket.write(line);
  await until("it ends", one.isClosed);
  expect(one.heard).toMatchObject([{ type: "error", code: "line.unreadable" }]);
});

test("a line that never ends is cut off", async () => {
  const one = terminal();
  one.socket.write("x".repeat(lineMaxBytes + 1));
  await until("it ends", one.isClosed);
  expect(one.heard).toMatchObject([{ type: "error", code: "line.too_long" }]);
  expect((await scene.say("/me").final).status).toBe("done");
});

test("a command line of 100,000 characters is answered", async () => {
  expect(["usage", "refused"]).toContain((await scene.say(`/me ${"あ".repeat(50_000)}`).final).status);
});

test("one terminal may say many things at once, and gets each answer under its id", async () => {
  const one = terminal();
  for (let count = 0; count < 300; count += 1) one.write(say(`me-${count}`, "/me"));
  await until("all answers", () => one.heard.length === 300);
  expect(new Set(one.heard.map((it) => it.id)).size).toBe(300);
});

test("a terminal that does not read is cut off, and nobody else notices", async () => {
  const deaf = terminal();
  deaf.socket.pause();
  const line = `${JSON.stringify(say("deaf", `/me ${"x".repeat(1000)}`))}\n`;
  await until("it is cut off", () => {
    deaf.socket.write(line.repeat(200));
    return deaf.socket.destroyed || deaf.isClosed();
  });
  expect((await scene.say("/me").final).status).toBe("done");
});

test("those who stay see an unknown end corrected once", async () => {
  const one = terminal();
  one.write(say("stay", "/vm create web"));
  await until("unknown", () => one.finals("stay").length === 1);
  const grant = scene.vm1.grants[0]?.jti ?? "";
  await scene.vm1.say([created(grant, "web"), created(grant, "web")]);
  await until("the correction", () => one.finals("stay").length === 2);
  expect(one.finals("stay")).toEqual(["unknown", "done"]);
});

test("completion answers with lines, and with none for a stranger", async () => {
  const one = terminal();
  one.write({ type: "complete", id: "c", account: "e235701", line: "/vm cr" });
  one.write({ type: "complete", id: "d", account: "stranger", line: "/vm cr" });
  await until("two answers", () => one.heard.length === 2);
  const items = one.heard.map((it) => (it.type === "completions" ? it.items.map((text) => text.trim()) : []));
  expect(items).toEqual([["/vm create"], []]);
});

test("a reader who leaves in the middle disturbs nothing", async () => {
  const left = scene.say("/ping", { id: "left" });
  const grant = await scene.arrived(left);
  left.hangUp();
  await scene.vm1.say([pong(grant)]);
  expect((await scene.say("/ping", { id: "left" }).final).status).toBe("done");
});
