import type { IncomingMessage, ServerResponse } from "node:http";
import { heartbeatKind, heartbeatNonceSchema, heartbeatPath } from "../../protocol/heartbeat.ts";
import type { OwnKeys } from "../../protocol/keys.ts";
import { signStatement } from "../../protocol/statement.ts";
import { endWith, type HttpServer, serveHttp } from "../http/serve.ts";
import type { Logger } from "../log.ts";
import { takeAlerts } from "./alertmanager/serve.ts";
import type { WebhooksConfig } from "./settings.ts";
import { takeSigned } from "./signed/serve.ts";
import { openTold, type ToldParts } from "./told.ts";

export interface WebhooksParts extends ToldParts {
  readonly own: OwnKeys;
  /** Whether Redis can be used now. */
  readonly usable: () => boolean;
  readonly log: Logger;
}

/** Only paths are looked at. */
const base = "http://bot";

/** Hears what other programs tell, and answers whoever asks whether the bot lives. Rejects when it cannot listen there. */
export async function startWebhooks(config: WebhooksConfig, parts: WebhooksParts): Promise<HttpServer> {
  const { own, usable, now, log } = parts;
  const book = openTold(parts);
  const { alertmanagerToken: token, secret } = config;

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { url = "/" } = request;
    if (!url.startsWith("/") || !URL.canParse(url, base)) return endWith(response, 404);
    const { pathname, searchParams } = new URL(url, base);
    if (request.method === "GET" && pathname === heartbeatPath) {
      const nonce = heartbeatNonceSchema.safeParse(searchParams.get("nonce"));
      if (!nonce.success) return endWith(response, 400);
      const said = { iat: now(), nonce: nonce.data, redis: usable() };
      return endWith(response, 200, signStatement(heartbeatKind, said, own));
    }
    if (request.method !== "POST") return endWith(response, 404);
    if (pathname === "/alertmanager" && token !== undefined) {
      const status = await takeAlerts(request, token, book, now);
      if (status !== 200) log.warn({ status }, "what came as Alertmanager's was turned away");
      return endWith(response, status);
    }
    if (pathname === "/webhook" && secret !== undefined) {
      const { status, why } = await takeSigned(request, secret, book, now);
      if (status !== 200) log.warn({ status, why }, "what came to the webhook was turned away");
      return endWith(response, status, why);
    }
    endWith(response, 404);
  };
  const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));
  const { host, port } = config;
  try {
    const server = await serveHttp({ host, port, whom: "webhooks", serve, said, broken: 500 }, log);
    const stop = async (): Promise<void> => {
      await server.stop();
      book.stop();
    };
    return { port: server.port, stop };
  } catch (cause) {
    book.stop();
    throw cause;
  }
}
