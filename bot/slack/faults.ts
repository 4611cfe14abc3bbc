import { webApi } from "@slack/bolt";
import { SendError } from "../chat/surface.ts";
import { said } from "./log.ts";

/** The Web API's error codes after which a message has no place there any more (docs.slack.dev/reference/methods). */
const gone: ReadonlySet<string> = new Set([
  "message_not_found",
  "cant_update_message",
  "edit_window_closed",
  "channel_not_found",
  "not_in_channel",
  "is_archived",
  "is_inactive",
  "user_disabled",
  "user_not_found",
  "users_not_found",
  "cannot_dm_bot",
  "messages_tab_disabled",
  "restricted_action",
  "restricted_action_read_only_channel",
  "restricted_action_thread_only_channel",
  "restricted_action_non_threadable_channel",
  "no_permission",
  "thread_not_found",
]);
/** Slack, or what an operator can mend while messages wait: all of it goes on one day. */
const later: ReadonlySet<string> = new Set([
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
  "team_added_to_org",
  "org_login_required",
  "missing_scope",
]);
const refusedTokens: ReadonlySet<string> = new Set([
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "not_allowed_token_type",
  "no_such_token",
]);
const tooFast: ReadonlySet<string> = new Set(["ratelimited", "rate_limited", "message_limit_exceeded"]);

/** How long to wait where Slack does not say, in milliseconds. */
const usualWaitMs = 3_000;

/** The Web API's own code of what went wrong; undefined where the failure was not an answer of the Web API. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof webApi.WebAPIPlatformError)) return undefined;
  const { error: code } = error.data;
  // What a proxy says in place of an answer is passed on as the code.
  return typeof code === "string" && /^[a-z_0-9]{1,80}$/u.test(code) ? code : undefined;
}

/** The token was refused, so that asking again is of no use until somebody gives another. */
export const isRefusedToken = (error: unknown): boolean => refusedTokens.has(codeOf(error) ?? "");

/** A failed call of the Web API, by what is to be done about it. `act` begins the sentence: "posting a message". */
export function sendErrorOf(act: string, error: unknown): SendError {
  if (error instanceof SendError) return error;
  const options = { cause: error };
  const code = codeOf(error);
  if (error instanceof webApi.WebAPIRateLimitedError)
    return new SendError("limited", `${act}: too fast`, { ...options, afterMs: error.retryAfter * 1_000 });
  if (code !== undefined) {
    const text = `${act}: Slack said ${code}`;
    if (tooFast.has(code)) return new SendError("limited", text, { ...options, afterMs: usualWaitMs });
    if (gone.has(code)) return new SendError("gone", text, options);
    const waits = later.has(code) || refusedTokens.has(code);
    return new SendError(waits ? "unreachable" : "rejected", text, options);
  }
  if (error instanceof webApi.WebAPIHTTPError) {
    const text = `${act}: Slack answered ${error.statusCode}`;
    // The answer's headers and body stay out of whatever logs this.
    return new SendError(error.statusCode >= 500 || error.statusCode === 408 ? "unreachable" : "rejected", text);
  }
  return new SendError("unreachable", `${act}: ${said(error)}`, options);
}
