import type { Fields } from "./limits/walk.ts";
import type { Upload } from "./messages.ts";
import type { DiscordSettings } from "./settings.ts";

/** A request, read and let through. */
export interface Call {
  /** What stands in the path, by the route's names. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON; for multipart that of payload_json. */
  readonly body: unknown;
  readonly fields: Fields;
  readonly uploads: readonly Upload[];
}

export interface Answer {
  readonly status: number;
  /** Absent with 204. */
  readonly body?: unknown;
}

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Like /channels/:channel/messages. */
  readonly path: string;
  /** bot: the bot's token, and the global limit. token: a token in the path, outside the global limit. */
  readonly by: "bot" | "token";
  /** Its limit, per value of the first parameter; none for an interaction's first answer. */
  readonly rate: keyof DiscordSettings["rates"] | "none";
  readonly handle: (call: Call) => Answer;
}

export const done: Answer = { status: 204 };
export const ok = (body: unknown): Answer => ({ status: 200, body });

/** The route of a request, with what stands in its path; `%40original` is read as @original. */
export function findRoute(routes: readonly Route[], method: string, path: string) {
  const parts = path.split("/").map(decode);
  for (const route of routes) {
    if (route.method !== method) continue;
    const names = route.path.split("/");
    if (names.length !== parts.length) continue;
    if (!names.every((name, at) => name.startsWith(":") || name === parts[at])) continue;
    const entries = names.flatMap((name, at) => (name.startsWith(":") ? [[name.slice(1), parts[at] ?? ""]] : []));
    return { route, params: Object.fromEntries(entries) as Record<string, string> };
  }
  return undefined;
}

/** The value of a parameter that the route has. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`the route has no ${name}`);
  return value;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
