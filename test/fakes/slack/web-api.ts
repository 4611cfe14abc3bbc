import type { IncomingMessage } from "node:http";
import { readBody, readForm, readMultipart } from "../kit/http.ts";
import { ApiError, type Method } from "./api/method.ts";
import { beginExchange, type Serve } from "./exchange.ts";
import type { Faults } from "./faults.ts";
import { decoded, type Fields, fieldsOf, textOf } from "./json.ts";
import type { Throttle } from "./rates.ts";
import type { World } from "./world.ts";

/** A request's arguments: JSON, form or multipart body, over what stands in the address. */
async function argumentsOf(request: IncomingMessage): Promise<Fields> {
  const body = await readBody(request);
  const type = request.headers["content-type"] ?? "";
  const query = Object.fromEntries(new URL(request.url ?? "/", "http://slack").searchParams);
  if (type.startsWith("application/json")) return { ...query, ...fieldsOf(decoded(body.toString("utf8"))) };
  if (type.startsWith("multipart/")) {
    const parts = await readMultipart(body, type);
    return { ...query, ...Object.fromEntries([...parts].filter(([, value]) => typeof value === "string")) };
  }
  return { ...query, ...readForm(body) };
}

/** What is kept of arguments for tests to look at: lists and views as such, not as the JSON that they came as. */
function readableArguments(args: Fields): Fields {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) =>
      ["blocks", "view", "attachments", "files", "metadata", "file_ids"].includes(key)
        ? [key, decoded(value) ?? value]
        : [key, value],
    ),
  );
}

export function bearerOf(request: IncomingMessage): string {
  return /^Bearer (\S+)$/u.exec(request.headers.authorization ?? "")?.[1] ?? "";
}

/** Which of the app's tokens this is. Throws an ApiError for none and for a wrong one. */
function tokenKind(world: World, token: string): "app" | "bot" {
  if (token === "") throw new ApiError("not_authed");
  if (token === world.options.botToken) return "bot";
  if (token === world.options.appToken) return "app";
  throw new ApiError("invalid_auth");
}

/** Serves /api/METHOD. */
export function createWebApi(
  world: World,
  faults: Faults,
  throttle: Throttle,
  methods: Readonly<Record<string, Method>>,
): Serve {
  const { options } = world;
  /** Throws an ApiError unless this token may call the method. */
  const admit = (method: Method, args: Fields, token: string): "app" | "bot" => {
    const kind = tokenKind(world, token);
    if (method.token !== "any" && kind !== (method.token ?? "bot")) throw new ApiError("not_allowed_token_type");
    const provided = kind === "bot" ? options.scopes : options.appScopes;
    const missing = method.needs(args, world).filter((scope) => !provided.includes(scope));
    if (missing.length > 0)
      throw new ApiError("missing_scope", { needed: missing.join(","), provided: provided.join(",") });
    return kind;
  };
  return async (request, response, name) => {
    const args = await argumentsOf(request);
    const exchange = await beginExchange(world, faults, [request, response], name, readableArguments(args));
    if (exchange === undefined) return;
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    try {
      if (method === undefined) throw new ApiError("unknown_method", { req_method: name });
      const kind = admit(method, args, bearerOf(request) || textOf(args["token"]));
      const seconds = throttle.take(method.tier, name, textOf(args["channel"]));
      if (seconds > 0) {
        exchange.limited(seconds);
        return;
      }
      const body = { ok: true, ...method.run(args, world, kind) };
      exchange.answer(200, body, {
        "x-oauth-scopes": (kind === "bot" ? options.scopes : options.appScopes).join(","),
        "x-accepted-oauth-scopes": method.needs(args, world).join(","),
      });
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      exchange.answer(200, { ok: false, error: cause.message, ...cause.more });
    }
  };
}
