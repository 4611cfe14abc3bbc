import { createSocket } from "node:dgram";
import { readFile } from "node:fs/promises";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { execa } from "execa";
import { afterEach, expect, test } from "vitest";
import { type AuditLine, syslogMessage } from "../../../../protocol/audit/syslog/format.ts";
import { openSyslog, type Syslog } from "../../../../protocol/audit/syslog/syslog.ts";
import { syslogTargetSchema } from "../../../../protocol/audit/syslog/target.ts";
import { throwAwayFolder } from "../../../support/folder.ts";
import { waitFor } from "../../../support/wait.ts";

const line = (seq: number, entry: Record<string, unknown> = {}): AuditLine => ({
  ...{ seq, hash: "a".repeat(64) },
  entry: { at: "2026-04-01T00:00:00.000Z", what: "grant.ended", note: "研究", ...entry },
});

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const told: string[] = [];
function opened(url: string, syslogCa?: string): Syslog {
  told.length = 0;
  const log = {
    warn: (_: object, words: string) => void told.push(words),
    info: (about: object, words: string) => void told.push(`${words} ${JSON.stringify(about)}`),
  };
  const syslog = openSyslog({
    program: "shisa-executor",
    config: { syslog: syslogTargetSchema.parse(url), syslogCa },
    log,
  });
  ends.push(syslog.close);
  return syslog;
}

/** Listens on a port of its own (or that one) and gathers what it hears, and takes connections down with itself. */
async function listening(
  server: Server,
  port = 0,
): Promise<{ port: number; heard: () => string; stop: () => Promise<void> }> {
  // Whole, because a character may come in two pieces.
  let heard = Buffer.alloc(0);
  const sockets = new Set<Socket>();
  const take = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      heard = Buffer.concat([heard, bytes]);
    });
  };
  server.on("connection", (socket: Socket) => sockets.add(socket));
  server.on("secureConnection" in server ? "secureConnection" : "connection", take);
  server.on("secureConnection", take);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const stop = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { port: (server.address() as AddressInfo).port, heard: () => heard.toString("utf8"), stop };
}

test("a message has RFC 5424's form, the line's number and hash, and is cut between characters", () => {
  const text = syslogMessage("shisa-bot", line(7), 10_000).toString("utf8");
  expect(text).toMatch(
    /^<110>1 2026-04-01T00:00:00\.000Z \S+ shisa-bot \d+ grant\.ended \[shisa@32473 seq="7" hash="a{64}"\] \ufeff\{.*研究"\}$/u,
  );
  expect(syslogMessage("x", line(1, { status: "refused" }), 10_000).toString()).toMatch(/^<108>1 /u);
  expect(syslogMessage("x", line(1, { what: "bot.audit.cut" }), 10_000).toString()).toMatch(/^<108>1 /u);
  const cut = syslogMessage("x", line(1, { note: "研".repeat(5_000) }), 2_048);
  expect(cut.length).toBeLessThanOrEqual(2_048);
  expect(cut.toString("utf8")).not.toContain("\ufffd");
});

test("targets are read with their usual ports, and nothing else is", () => {
  expect(syslogTargetSchema.parse("udp://loghost")).toEqual({ transport: "udp", host: "loghost", port: 514 });
  expect(syslogTargetSchema.parse("tls://[2001:db8::1]:99")).toEqual({
    transport: "tls",
    host: "2001:db8::1",
    port: 99,
  });
  for (const wrong of ["loghost", "http://a", "udp://", "tcp://a:0", "tcp://a:70000", "tcp://a/b", "udp://a b"])
    expect([wrong, syslogTargetSchema.safeParse(wrong).success]).toEqual([wrong, false]);
});

test("lines go out as datagrams", async () => {
  const socket = createSocket("udp4");
  ends.push(() => socket.close());
  const heard: string[] = [];
  socket.on("message", (bytes) => heard.push(bytes.toString("utf8")));
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const syslog = opened(`udp://127.0.0.1:${socket.address().port}`);
  for (const seq of [1, 2, 3]) syslog.tell(line(seq));
  await waitFor("three datagrams", () => heard.length === 3);
  expect(heard[2]).toContain('seq="3"');
});

test("over tcp each message is counted, and a server that comes late or goes gets what is held for it", async () => {
  const first = await listening(createServer());
  await first.stop();
  const syslog = opened(`tcp://127.0.0.1:${first.port}`);
  for (let seq = 1; seq <= 1_200; seq += 1) syslog.tell(line(seq));
  await waitFor("its absence to be told", () => told.length > 0);
  const second = await listening(createServer(), first.port);
  ends.push(second.stop);
  await waitFor("the last line", () => second.heard().includes('seq="1200"'), 20_000);
  expect(told).toEqual([expect.stringContaining("is away"), expect.stringContaining('{"lost":200}')]);
  // "LENGTH MESSAGE", to the octet.
  const bytes = Buffer.from(second.heard());
  let messages = 0;
  for (let at = 0; at < bytes.length; messages += 1) {
    const space = bytes.indexOf(32, at);
    at = space + 1 + Number(bytes.toString("utf8", at, space));
  }
  expect(messages).toBe(1_000);
}, 30_000);

test("over tls only a server that is believed gets anything", async () => {
  const folder = await throwAwayFolder();
  ends.push(folder.remove);
  const [key, cert] = [join(folder.path, "key.pem"), join(folder.path, "cert.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  await execa("openssl", [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "2",
    "-keyout",
    key,
    "-out",
    cert,
    ...subject,
  ]);
  const server = await listening(createTlsServer({ key: await readFile(key), cert: await readFile(cert) }));
  ends.push(server.stop);
  opened(`tls://localhost:${server.port}`).tell(line(1));
  await waitFor("the stranger to be refused", () => told.length > 0);
  expect(server.heard()).toBe("");
  opened(`tls://localhost:${server.port}`, cert).tell(line(2));
  await waitFor("the line", () => server.heard().includes('seq="2"'));
});
