import type { IncomingMessage, ServerResponse } from "node:http";
import type { HTTPReceiver } from "@slack/bolt";
import type { SlackConfig } from "../../chat/settings.ts";
import { endWith, type HttpServer, readBody, serveHttp } from "../../http/serve.ts";
import type { Logger } from "../../log.ts";
import { said } from "../log.ts";
import { createGuard } from "./guard.ts";

export type { HttpServer } from "../../http/serve.ts";

/** The one path that is served; it stands in the app's manifest. */
export const requestPath = "/slack/events";
/** Slack's own requests have some kilobytes; a form's answers may have some tens. */
const bodyMaxBytes = 500_000;

/** Listens for Slack's signed requests and hands them to Bolt. Rejects when it cannot listen there. */
export async function startHttp(
  http: NonNullable<SlackConfig["http"]>,
  receiver: HTTPReceiver,
  log: Logger,
): Promise<HttpServer> {
  const { host, port, signingSecret } = http;
  const guard = createGuard(signingSecret, Date.now);

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== "POST" || request.url !== requestPath) return endWith(response, 404);
    const body = await readBody(request, bodyMaxBytes);
    if (body === undefined) return endWith(response, 413);
    const turned = guard(request.headers, body);
    if (turned !== undefined) {
      log.warn({ why: turned }, "a request that claims to be Slack's was turned away");
      return endWith(response, turned === "malformed" ? 400 : 401);
    }
    receiver.requestListener(Object.assign(request, { rawBody: body }), response);
  };
  return serveHttp({ host, port, whom: "Slack", serve, said, broken: 400 }, log);
}
