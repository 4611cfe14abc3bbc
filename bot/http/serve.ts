import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Logger } from "../log.ts";

export interface HttpServer {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  /** For whom it listens, in words, for errors and logs. */
  readonly whom: string;
  readonly serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** What an error says that may hold what was sent. */
  readonly said: (error: unknown) => string;
  /** How a request is answered whose serving broke down. */
  readonly broken: number;
}

/** A request that is not whole by then is cut off, in milliseconds. */
const patienceMs = 10_000;

/** Listens for requests of other programs. Rejects when it cannot listen there. */
export async function serveHttp(options: ServeOptions, log: Logger): Promise<HttpServer> {
  const { host, port, whom, serve, said, broken } = options;
  // Looked at each second: Node would look every thirty, and let whoever dawdles stay for so long.
  const limits = { requestTimeout: patienceMs, headersTimeout: patienceMs, connectionsCheckingInterval: 1_000 };
  const server = createServer(limits, (request, response) => {
    serve(request, response).catch((error: unknown) => {
      log.warn({ reason: said(error) }, "reading a request");
      if (!response.headersSent) endWith(response, broken);
    });
  });
  server.maxConnections = 500;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => reject(new Error(`listening for ${whom} on ${host}:${port}`, { cause })));
    server.listen(port, host, resolve);
  });
  server.on("error", (cause) => log.warn({ err: cause }, `letting ${whom} in`));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function endWith(response: ServerResponse, status: number, body?: string): void {
  // What is left of a body is not read: the connection ends with the answer.
  response.writeHead(status, { connection: "close", ...(body === undefined ? {} : { "content-type": "text/plain" }) });
  response.end(body);
}

/** Undefined when it is too long. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) return undefined;
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    const bytes: Buffer = Buffer.from(part);
    length += bytes.length;
    if (length > maxBytes) return undefined;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}
