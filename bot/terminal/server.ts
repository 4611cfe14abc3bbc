import { chmod, mkdir, rm } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { hostname } from "node:os";
import { dirname } from "node:path";
import type { Core } from "../core.ts";
import type { Logger } from "../log.ts";
import { createConnection } from "./connection.ts";

/** Longest path that the kernel takes for a Unix socket (sun_path of unix(7), with its closing zero), in bytes. */
const pathMaxBytes = 107;

export interface TerminalServer {
  readonly stop: () => Promise<void>;
}

/** Throws when the path cannot be a socket's, or another bot answers on it. */
export async function assertFree(path: string): Promise<void> {
  if (Buffer.byteLength(path) > pathMaxBytes)
    throw new Error(
      `listening for terminals: ${path} is longer than ${pathMaxBytes} bytes; choose a shorter state folder`,
    );
  if (await answers(path)) throw new Error(`listening for terminals: another bot runs already and holds ${path}`);
}

/**
 * Listens for terminals on a Unix socket in a 0700 folder of its own; what travels is in wire.ts. A socket that a killed
 * bot left is replaced. Throws as assertFree does.
 */
export async function startTerminal(path: string, core: Core, log: Logger): Promise<TerminalServer> {
  await assertFree(path);
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  await rm(path, { force: true });

  const sockets = new Set<Socket>();
  const workspace = hostname().slice(0, 64);
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    createConnection(socket, workspace, core, log);
  });
  await listening(server, path);
  // One terminal that could not be let in (no file descriptor was left) is no reason to leave all others.
  server.on("error", (cause) => log.warn({ err: cause }, "letting a terminal in"));
  await chmod(path, 0o600);
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => reject(new Error(`listening for terminals on ${path}`, { cause })));
    server.listen(path, () => resolve());
  });
}
