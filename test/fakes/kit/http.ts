import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** The whole body of a request. Rejects when it is longer than `most` bytes. */
export async function readBody(request: IncomingMessage, most = 50_000_000): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const piece = Buffer.from(part);
    size += piece.length;
    if (size > most) throw new Error(`a request's body of more than ${most} bytes`);
    parts.push(piece);
  }
  return Buffer.concat(parts);
}

/** The parts of a multipart/form-data body, by name. Rejects when it is none. */
export async function readMultipart(body: Buffer, contentType: string): Promise<Map<string, string | File>> {
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData();
  return new Map(form.entries());
}

/** The text of a form-encoded body, by name. */
export function readForm(body: Buffer): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(body.toString("utf8")));
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(JSON.stringify(body));
}

export interface LocalServer {
  readonly server: Server;
  readonly port: number;
  /** http://HOST:PORT */
  readonly base: string;
  /** Stops listening and cuts all connections: a client sees ECONNREFUSED until `open`. */
  readonly close: () => Promise<void>;
  /** Listens again, on the same port. */
  readonly open: () => Promise<void>;
}

/** Serves HTTP on a free port, of 127.0.0.1 unless another of this machine's addresses is given. What the handler throws is answered by a 500 that tells it. */
export async function startLocalServer(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  host = "127.0.0.1",
): Promise<LocalServer> {
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    handle(request, response).catch((cause: unknown) => {
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
      response.end(`the local server failed: ${cause instanceof Error ? cause.stack : String(cause)}`);
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
  });
  const listen = async (port: number): Promise<number> => {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, () => {
        server.removeListener("error", reject);
        resolve();
      });
    });
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  return {
    server,
    port,
    base: `http://${host}:${port}`,
    open: async () => {
      if (!server.listening) await listen(port);
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const each of sockets) each.destroy();
      await closed;
    },
  };
}
