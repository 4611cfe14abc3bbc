import { once } from "node:events";
import { stat } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lineMaxBytes } from "../../bot/terminal/wire.ts";
import { sayTo } from "../department/client.ts";
import { type Department, startDepartment } from "../department/department.ts";

// The terminal's socket of a real bot: who can open it, and what whoever could might send.

let department: Department;
beforeAll(async () => {
  department = await startDepartment({ components: ["redis"] });
});
afterAll(() => department?.stop());

const ping = () => sayTo(department.socket, "e235701", "/ping").final;

/** Everything that the bot answers to these bytes until it closes; nothing when the other side stays quiet. */
function answerTo(...pieces: readonly (string | Buffer)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(department.socket);
    let text = "";
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "EPIPE" || error.code === "ECONNRESET" ? resolve(text) : reject(error),
    );
    socket.on("close", () => resolve(text));
    for (const piece of pieces) socket.write(piece);
  });
}

test("the socket stands in a folder that only the bot opens, and everything above it that is the bot's is closed too", async () => {
  for (const [path, mode] of [
    [department.socket, 0o600],
    [dirname(department.socket), 0o700],
    [join(department.folder, "bot"), 0o700],
  ] as const) {
    const found = await stat(path);
    expect([path, found.mode & 0o777, found.uid]).toEqual([path, mode, 9201]);
  }
});

test("no student of the machine can connect to it, nor to Redis; root can", async () => {
  const script = (path: string) =>
    `require("net").connect(${JSON.stringify(path)}).on("connect",()=>process.exit(0)).on("error",(e)=>{console.log(e.code);process.exit(7)})`;
  const run = (path: string, as: readonly string[]) =>
    department.lab.run([...as, process.execPath, "-e", script(path)]);
  const student = ["setpriv", "--reuid=e235701", "--regid=e235701", "--init-groups"];
  for (const path of [department.socket, department.lab.redisSocket ?? ""]) {
    expect(await run(path, student)).toMatchObject({ exitCode: 7, stdout: "EACCES\n" });
    expect(await run(path, [])).toMatchObject({ exitCode: 0 });
  }
});

const garbage: readonly [string, string | Buffer][] = [
  ["nothing but a line's end", "\n"],
  ["no JSON", "hello\n"],
  ["null", "null\n"],
  ["another type", '{"type":"exec","id":"1","account":"root","line":"/ping","confirmed":true}\n'],
  ["more than there is", '{"type":"say","id":"1","account":"root","line":"/ping","confirmed":true,"uid":0}\n'],
  ["an id with a path", '{"type":"say","id":"../1","account":"e235701","line":"/ping","confirmed":true}\n'],
  ["a confirmation that is no boolean", '{"type":"say","id":"1","account":"e235701","line":"/ping","confirmed":1}\n'],
  ["brackets without end", `${"[".repeat(150_000)}\n`],
  ["bytes that are no UTF-8", Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x0a])],
];
test.each(garbage)("a line of %s is answered with an error and the connection ends", async (_, bytes) => {
  expect(JSON.parse(await answerTo(bytes))).toMatchObject({ type: "error", code: "line.unreadable" });
  expect(await ping()).toMatchObject({ status: "done" });
});

test("a line that is too long is not kept, however it comes", async () => {
  const whole = await answerTo("x".repeat(lineMaxBytes + 1));
  expect(JSON.parse(whole)).toMatchObject({ type: "error", code: "line.too_long" });
  const pieces = Array.from({ length: 30 }, () => "x".repeat(10_000));
  expect(JSON.parse(await answerTo(...pieces))).toMatchObject({ code: "line.too_long" });
  expect(await ping()).toMatchObject({ status: "done" });
});

/** A connection that has said half of a line. */
async function halfALine(): Promise<Socket> {
  const socket = connect(department.socket);
  await once(socket, "connect");
  socket.on("error", () => undefined);
  socket.write(`{"type":"say","id":"1","account":"e235701","line":"${"x".repeat(10_000)}`);
  return socket;
}

test("a thousand connections that say half a line each do not take the bot down", async () => {
  const sockets: Socket[] = [];
  try {
    // Fifty at a time: more than the kernel lets wait for one socket would not even arrive.
    for (let index = 0; index < 20; index += 1) {
      sockets.push(...(await Promise.all(Array.from({ length: 50 }, () => halfALine()))));
    }
    expect(sockets).toHaveLength(1_000);
    expect(await ping()).toMatchObject({ status: "done" });
  } finally {
    for (const socket of sockets) socket.destroy();
  }
  expect(await ping()).toMatchObject({ status: "done" });
});

test("a thousand lines on one connection, whose answers nobody reads, do not either", async () => {
  const socket = connect(department.socket);
  socket.on("error", () => undefined);
  socket.pause();
  for (let index = 0; index < 1_000; index += 1) {
    const line = `/help ${"x".repeat(1_000)}`;
    socket.write(`${JSON.stringify({ type: "say", id: `u${index}`, account: "e235702", line, confirmed: true })}\n`);
  }
  expect(await ping()).toMatchObject({ status: "done" });
  socket.destroy();
  expect(await ping()).toMatchObject({ status: "done" });
});

test("whatever an account is called, it is somebody whom the hosts know or it is refused", async () => {
  for (const account of [
    "root",
    "shisa-bot",
    "__proto__",
    "constructor",
    "",
    "e235701\n",
    "e235701 ",
    "../e235701",
    "0",
  ]) {
    const final = await sayTo(department.socket, account, "/vm list").final;
    expect([account, final.status, final.refusal?.code]).toEqual([account, "refused", "person.unknown"]);
  }
});
