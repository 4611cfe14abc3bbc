import type { Fields } from "../json.ts";
import { problemsOfMessage, problemsOfView } from "../limits.ts";
import type { Tier } from "../rates.ts";
import type { World } from "../world.ts";

/** An answer {ok: false, error, …}. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly more: Fields;
  constructor(error: string, more: Fields = {}) {
    super(error);
    this.more = more;
  }
}

export interface Method {
  /** By docs.slack.dev/reference/methods. */
  readonly tier: Tier;
  /** Scopes that the token needs, all of them; may depend on what it is called for. */
  readonly needs: (args: Fields, world: World) => readonly string[];
  /** Called with an app token instead of a bot token; both where it says "any". */
  readonly token?: "app" | "any";
  /** Answers with what is put beside {ok: true}; throws an ApiError. */
  readonly run: (args: Fields, world: World, token: "app" | "bot") => Fields;
}

export const needs =
  (...scopes: readonly string[]): Method["needs"] =>
  () =>
    scopes;

/** Refuses a message as the Web API does, with all that is wrong in it. */
export function requireMessage(message: { text?: unknown; blocks?: unknown }, edited = false): void {
  const problems = problemsOfMessage(message, { edited });
  const [first] = problems;
  if (first === undefined) return;
  const said = ["no_text", "msg_too_long", "msg_blocks_too_long"].find((code) => first.startsWith(code));
  throw new ApiError(said ?? "invalid_blocks", {
    errors: problems,
    response_metadata: { messages: problems.map((each) => `[ERROR] ${each}`) },
  });
}

/** Refuses a view as views.* do. */
export function requireView(view: unknown, type: "modal" | "home"): void {
  const problems = problemsOfView(view);
  if (typeof view === "object" && view !== null && "type" in view && view.type !== type)
    problems.push(`view type must be ${type}`);
  const [first] = problems;
  if (first === undefined) return;
  throw new ApiError(first === "view_too_large" ? first : "invalid_arguments", {
    response_metadata: { messages: problems.map((each) => `[ERROR] ${each}`) },
  });
}
