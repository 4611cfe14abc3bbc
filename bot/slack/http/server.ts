import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { HTTPReceiver } from "@slack/bolt";
import type { SlackConfig } from "../../chat/settings.ts";
import type { Logger } from "../../log.ts";
import { said } from "../log.ts";
import { createGuard } from "./guard.ts";

/** The one path that is served; it stands in the app's manifest. */
export const requestPath = "/slack/events";
/** Slack's own requests have some kilobytes; a form's answers may have some tens. */
const bodyMaxBytes = 500_000;
/** A request that is not whole by then is cut off, in milliseconds. */
const patienceMs = 10_000;

export interface HttpServer {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Listens for Slack's signed requests and hands them to Bolt. Rejects when it cannot listen there. */
export async function startHttp(
  http: NonNullable<SlackConfig["http"]>,
  receiver: HTTPReceiver,
  log: Logger,
): Promise<HttpServer> {
  const { host, port, signingSecret } = http;
  const guard = createGuard(signingSecret, Date.now);

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== "POST" || request.url !== requestPath) return end(response, 404);
    const body = await read(request);
    if (body === undefined) return end(response, 413);
    const turned = guard(request.headers, body);
    if (turned !== undefined) {
      log.warn({ why: turned }, "a request that claims to be Slack's was turned away");
      return end(response, turned === "malformed" ? 400 : 401);
    }
    receiver.requestListener(Object.assign(request, { rawBody: body }), response);
  };
  // Looked at each second: Node would look every thirty, and let whoever dawdles stay for so long.
  const limits = { requestTimeout: patienceMs, headersTimeout: patienceMs, connectionsCheckingInterval: 1_000 };
  const server = createServer(limits, (request, response) => {
    serve(request, response).catch((error: unknown) => {
      log.warn({ reason: said(error) }, "reading a request");
      if (!response.headersSent) end(response, 400);
    });
  });
  server.maxConnections = 500;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => reject(new Error(`listening for Slack on ${host}:${port}`, { cause })));
    server.listen(port, host, resolve);
  });
  server.on("error", (cause) => log.warn({ err: cause }, "letting Slack in"));
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

function end(response: ServerResponse, status: number): void {
  // What is left of a body is not read: the connection ends with the answer.
  response.writeHead(status, { connection: "close" });
  response.end();
}

/** Undefined when it is too long. */
async function read(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > bodyMaxBytes) return undefined;
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    const bytes: Buffer = Buffer.from(part);
    length += bytes.length;
    if (length > bodyMaxBytes) return undefined;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}
