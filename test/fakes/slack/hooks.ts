import { randomBytes } from "node:crypto";
import { readBody } from "../kit/http.ts";
import { addPost } from "./api/chat.ts";
import { ApiError, requireMessage } from "./api/method.ts";
import { beginExchange, type Serve } from "./exchange.ts";
import type { Faults } from "./faults.ts";
import { decoded, type Fields, fieldsOf, isYes, listOf, textOf } from "./json.ts";
import { withIds } from "./make.ts";
import { touched } from "./watch.ts";
import type { Hook, World } from "./world.ts";

/** docs.slack.dev/interactivity/handling-user-interaction: up to 5 times, within 30 minutes. */
const mostUses = 5;
const lifeMs = 30 * 60_000;

/** A new response_url: of a slash command, or of a message whose button was pressed. */
export function newHook(world: World, hook: Pick<Hook, "channel" | "user" | "source">): string {
  const id = `${world.options.team}/${randomBytes(4).readUInt32BE()}/${randomBytes(12).toString("hex")}`;
  world.hooks.set(id, { ...hook, at: world.clock.now(), uses: 0 });
  return `${world.base}/${hook.source === undefined ? "commands" : "actions"}/${id}`;
}

/**
 * Does what a response_url is told. A slash command's has no original message: replace_original does nothing there and
 * the answer is a further message, as people have found (github.com/slackapi/bolt-js/issues/2287,
 * bolt-python/issues/1268), though the same address was used for the first.
 */
export function respondTo(
  world: World,
  { channel, user, source }: Pick<Hook, "channel" | "user" | "source">,
  args: Fields,
): void {
  if (source !== undefined && isYes(args["delete_original"])) {
    source.deleted = true;
    touched(world, source);
    return;
  }
  const blocks = args["blocks"] === undefined ? undefined : listOf(decoded(args["blocks"]));
  const text = textOf(args["text"]);
  requireMessage({ text, ...(blocks === undefined ? {} : { blocks }) });
  if (source !== undefined && isYes(args["replace_original"])) {
    if (source.deleted) throw new ApiError("message_not_found");
    source.versions.push({ text, blocks: withIds(blocks ?? []), at: world.clock.now() });
    touched(world, source);
    return;
  }
  const to = args["response_type"] === "in_channel" ? undefined : user;
  addPost(world, { channel, by: world.options.botUser, to }, { text, blocks: blocks ?? [], sent: args });
}

/** Serves what newHook gave. */
export function createHooks(world: World, faults: Faults): Serve {
  return async (request, response, id) => {
    const args = fieldsOf(decoded((await readBody(request)).toString("utf8")));
    const exchange = await beginExchange(world, faults, [request, response], "response_url", args);
    if (exchange === undefined) return;
    const hook = world.hooks.get(id);
    const refuse = (error: string): void => exchange.answer(404, { ok: false, error });
    if (hook === undefined) return refuse("no_such_url");
    if (world.clock.now() - hook.at > lifeMs) return refuse("expired_url");
    if (hook.uses >= mostUses) return refuse("used_url");
    hook.uses += 1;
    try {
      respondTo(world, hook, args);
      exchange.answer(200, { ok: true });
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      exchange.answer(400, { ok: false, error: cause.message, ...cause.more });
    }
  };
}
