import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody, readMultipart, sendJson } from "../kit/http.ts";
import type { Fault } from "./faults.ts";
import { fieldsOf } from "./limits/walk.ts";
import { mostRequestBytes } from "./limits.ts";
import type { Upload } from "./messages.ts";
import { createWindows, limitedAnswer, rateHeaders } from "./rates.ts";
import { Refused, refused } from "./refused.ts";
import { findRoute, type Route } from "./router.ts";
import type { World } from "./world.ts";

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

interface Outcome {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Discord's REST API over HTTP: who may, how often, and what came of it. */
export function createRest(
  world: World,
  routes: readonly Route[],
  faultOf: (request: string) => Fault | undefined,
): Handle {
  const take = createWindows(world.clock.now);
  const limit = (
    route: Route,
    params: Readonly<Record<string, string>>,
  ): { headers: Record<string, string>; over?: Outcome } => {
    const { settings, clock } = world;
    if (route.by === "bot") {
      const global = take("global", settings.global);
      if (!global.allowed) return { headers: {}, over: { status: 429, ...limitedAnswer(global.afterMs, "global") } };
    }
    if (route.rate === "none") return { headers: {} };
    const major = Object.values(params).slice(0, route.by === "token" ? 2 : 1);
    const name = route.rate === "other" ? `${route.method} ${route.path}` : route.rate;
    const taken = take([name, ...major].join(" "), settings.rates[route.rate]);
    const headers = rateHeaders(name, taken, clock.now());
    if (taken.allowed) return { headers };
    const answer = limitedAnswer(taken.afterMs, "user");
    return { headers, over: { status: 429, body: answer.body, headers: { ...headers, ...answer.headers } } };
  };
  return async (request, response) => {
    const url = new URL(request.url ?? "/", "http://discord.local");
    if (url.pathname.startsWith("/attachments/")) return serveFile(world, url.pathname, response);
    const path = url.pathname.replace(/^\/api(?:\/v[0-9]+)?/u, "");
    const method = request.method ?? "GET";
    const raw = await readBody(request, 2 * mostRequestBytes);
    const call = {
      at: world.clock.now(),
      method,
      path: withoutTokens(path),
      body: {},
      files: [] as string[],
      status: 0,
    };
    world.calls.push(call);
    let told: Readonly<Record<string, string>> = {};
    const outcome = await (async (): Promise<Outcome> => {
      const fault = faultOf(`${method} ${path}`);
      if (fault?.kind === "status")
        return { status: fault.status, body: { message: `${fault.status}: fault`, code: 0 } };
      if (fault?.kind === "limited") return { status: 429, ...limitedAnswer(fault.afterMs, fault.scope) };
      const found = findRoute(routes, method, path);
      if (found === undefined) throw refused.notFound();
      const { route, params } = found;
      if (route.by === "bot" && request.headers.authorization !== `Bot ${world.token}`) throw refused.unauthorised();
      const { headers, over } = limit(route, params);
      if (over !== undefined) return over;
      told = headers;
      if (raw.length > mostRequestBytes) throw refused.tooLarge();
      const { body, uploads } = await parse(raw, request.headers["content-type"] ?? "");
      const fields = fieldsOf(body);
      Object.assign(call, { body: fields, files: uploads.map(({ name }) => name) });
      const answer = { ...route.handle({ params, query: url.searchParams, body, fields, uploads }), headers };
      if (fault?.kind === "lost") request.socket.destroy();
      if (fault?.kind === "slow") await new Promise((resolve) => setTimeout(resolve, fault.ms));
      return answer;
    })().catch((cause: unknown): Outcome => {
      if (!(cause instanceof Refused)) throw cause;
      return { status: cause.status, body: cause.body, headers: { ...told, ...cause.headers } };
    });
    call.status = outcome.status;
    if (outcome.status === 204) response.writeHead(204, { ...outcome.headers }).end();
    else sendJson(response, outcome.status, outcome.body, outcome.headers);
  };
}

async function parse(raw: Buffer, contentType: string): Promise<{ body: unknown; uploads: Upload[] }> {
  if (raw.length === 0) return { body: {}, uploads: [] };
  if (!contentType.startsWith("multipart/form-data")) return { body: json(raw.toString("utf8")), uploads: [] };
  const parts = await readMultipart(raw, contentType);
  const uploads: Upload[] = [];
  for (const [name, value] of parts) {
    const index = /^files\[([0-9]+)\]$/u.exec(name)?.[1];
    if (index === undefined || typeof value === "string") continue;
    uploads.push({ index, name: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  const payload = parts.get("payload_json");
  return { body: typeof payload === "string" ? json(payload) : {}, uploads };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refused(400, 50_109, "The request body contains invalid JSON.");
  }
}

/** Tokens of interactions stand in paths; a test sees where they stood. */
const withoutTokens = (path: string): string =>
  path.replace(/^(\/interactions\/[^/]+\/|\/webhooks\/[^/]+\/)[^/]+/u, "$1TOKEN").replace("%40", "@");

function serveFile(world: World, path: string, response: ServerResponse): void {
  const file = world.files.get(path.split("/")[2] ?? "");
  if (file === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": file.type, "content-length": file.bytes.length }).end(file.bytes);
}
