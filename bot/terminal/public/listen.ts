import { chmod, mkdir, readFile, rm, stat } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { dirname } from "node:path";
import process from "node:process";
import { createSecureContext, TLSSocket } from "node:tls";
import type { Logger } from "../../log.ts";
import { assertFree } from "../server.ts";
import type { TlsConfig } from "./settings.ts";

/** Called with each that connects, and where it comes from. */
export type OnTerminal = (socket: Socket, from: string) => void;

export interface Listening {
  /** Where: a path, or an address and a port. */
  readonly at: string;
  readonly stop: () => Promise<void>;
}

/** More connections than this are closed at once, whatever they are: the bot has other files to open. */
const connectionsMost = 700;
const keepAliveMs = 60_000;

/**
 * Listens on a Unix socket that everybody may connect to, in a folder that everybody may look into and only the bot's
 * user may change: nobody can put another socket in its place. One that a killed bot left is replaced.
 */
export async function listenHere(path: string, onTerminal: OnTerminal, log: Logger): Promise<Listening> {
  await assertFree(path);
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const { uid, mode } = await stat(folder);
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0)
    throw new Error(
      `listening for everybody's terminals: ${folder} must be the bot's own, and nobody else may write there`,
    );
  await chmod(folder, 0o755);
  await rm(path, { force: true });
  const listening = await listenOn((socket) => onTerminal(socket, "socket"), { path }, log);
  await chmod(path, 0o666);
  return listening;
}

/**
 * Listens for the department's other machines. They know by the certificate that they talk to the bot; who sits there,
 * munge says, as on the socket.
 */
export async function listenTls(config: TlsConfig, onTerminal: OnTerminal, log: Logger): Promise<Listening> {
  const { host, port } = config;
  const [cert, key] = await Promise.all([read(config.cert, "certificate"), read(config.key, "certificate's key")]);
  const secureContext = createSecureContext({ cert, key, minVersion: "TLSv1.3" });
  const secure = (socket: Socket): void => {
    const from = socket.remoteAddress ?? "unknown";
    socket.setKeepAlive(true, keepAliveMs);
    // A socket of its own, so that it has its place among the newcomers before it has said anything at all.
    const tls = new TLSSocket(socket, { isServer: true, secureContext });
    socket.on("error", () => tls.destroy());
    tls.once("close", () => socket.destroy());
    onTerminal(tls, from);
  };
  return listenOn(secure, { host, port }, log);
}

async function read(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new Error(`listening for terminals by TLS: reading the ${what} ${path}`, { cause });
  }
}

async function listenOn(
  take: (socket: Socket) => void,
  where: { readonly path: string } | { readonly host: string; readonly port: number },
  log: Logger,
): Promise<Listening> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    take(socket);
  });
  server.maxConnections = connectionsMost;
  await begin(server, where);
  server.on("error", (cause) => log.warn({ err: cause }, "letting a terminal in"));
  return {
    at: addressOf(server),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === "string") return address ?? "";
  return `${address.address}:${address.port}`;
}

function begin(server: Server, where: { readonly path?: string; readonly host?: string; readonly port?: number }) {
  return new Promise<void>((resolve, reject) => {
    const at = where.path ?? `${where.host}:${where.port}`;
    server.once("error", (cause) => reject(new Error(`listening for everybody's terminals on ${at}`, { cause })));
    server.listen(where, () => {
      server.removeAllListeners("error");
      resolve();
    });
  });
}
