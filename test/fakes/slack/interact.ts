import { addPost } from "./api/chat.ts";
import { ApiError, requireView } from "./api/method.ts";
import type { Courier, Delivery } from "./courier.ts";
import { respondTo } from "./hooks.ts";
import { type Fields, fieldsOf, listOf, textOf } from "./json.ts";
import { checkOption } from "./limits/objects.ts";
import { spotOf } from "./limits/report.ts";
import * as payloads from "./payloads.ts";
import type { Control } from "./readable.ts";
import { changeView, newView, type View } from "./views.ts";
import type { Account, Channel, World } from "./world.ts";

/** An interaction as the person sees it end; `refused` is what Slack did not take of the app's answer. */
export type Acted = Delivery & { readonly refused?: string };

/** Who writes what Slack itself tells. */
const slackbot = "USLACKBOT";

function slackSays(world: World, channel: Channel, to: string, text: string): void {
  addPost(world, { channel: channel.id, by: slackbot, to }, { text, blocks: [] });
}

/** What Slack says instead, where it does not take an answer. */
function taking(act: () => void): string | undefined {
  try {
    act();
    return undefined;
  } catch (cause) {
    if (!(cause instanceof ApiError)) throw cause;
    return `${cause.message} ${JSON.stringify(cause.more)}`;
  }
}

/** A slash command sent off. Its acknowledgement may carry an answer; a failure is shown to whoever typed. */
export async function giveCommand(
  world: World,
  courier: Courier,
  account: Account,
  channel: Channel,
  [command, text]: readonly [string, string],
): Promise<Acted> {
  const payload = payloads.commandPayload(world, account, channel, command, text);
  const delivery = await courier.deliver("slash_commands", payload);
  if (!delivery.ok) {
    slackSays(world, channel, account.id, `${command} failed with the error "${delivery.error}"`);
    return delivery;
  }
  const answer = typeof delivery.answer === "string" ? { text: delivery.answer } : fieldsOf(delivery.answer);
  if (Object.keys(answer).length === 0) return delivery;
  const refused = taking(() => respondTo(world, { channel: channel.id, user: account.id, source: undefined }, answer));
  if (refused === undefined) return delivery;
  slackSays(world, channel, account.id, `${command} failed because the app did not respond with a valid message`);
  return { ...delivery, refused };
}

function close(world: World, view: View): void {
  const rest = (world.modals.get(view.user) ?? []).filter((each) => each !== view);
  world.modals.set(view.user, rest);
}

/** What an app's answer to a sent-in modal does: docs.slack.dev/surfaces/modals, response_action. */
function applyAnswer(world: World, view: View, answer: Fields): void {
  const stack = world.modals.get(view.user) ?? [];
  switch (answer["response_action"]) {
    case undefined:
      close(world, view);
      return;
    case "clear":
      world.modals.set(view.user, []);
      return;
    case "errors": {
      const errors = fieldsOf(answer["errors"]);
      const inputs = listOf(view.content["blocks"])
        .map(fieldsOf)
        .filter((block) => block["type"] === "input");
      const ids = inputs.map((block) => textOf(block["block_id"]));
      const strange = Object.keys(errors).filter((id) => !ids.includes(id));
      if (strange.length > 0 || Object.keys(errors).length === 0)
        throw new ApiError("invalid_errors", { block_ids: strange });
      view.errors = Object.fromEntries(Object.entries(errors).map(([id, text]) => [id, textOf(text)]));
      return;
    }
    case "update":
      requireView(answer["view"], "modal");
      changeView(view, fieldsOf(answer["view"]));
      return;
    case "push":
      requireView(answer["view"], "modal");
      if (stack.length >= 3) throw new ApiError("push_limit_reached");
      world.modals.set(view.user, [...stack, newView(view.user, fieldsOf(answer["view"]), view)]);
      return;
    default:
      throw new ApiError("invalid_response_action");
  }
}

/** A modal sent in: it closes, unless the answer says otherwise, or there was none. */
export async function sendModal(world: World, courier: Courier, account: Account, view: View): Promise<Acted> {
  view.errors = {};
  const delivery = await courier.deliver("interactive", payloads.submissionPayload(world, account, view));
  if (!delivery.ok) return delivery;
  const refused = taking(() => applyAnswer(world, view, fieldsOf(delivery.answer)));
  return refused === undefined ? delivery : { ...delivery, refused };
}

/** A modal closed by the person; the app is only told where it asked to be. */
export async function closeModal(world: World, courier: Courier, account: Account, view: View): Promise<void> {
  close(world, view);
  if (view.content["notify_on_close"] === true)
    await courier.deliver("interactive", payloads.closedPayload(world, account, view));
}

/** The options that the app gives for what was typed into an external_select; throws where it gives none that fit. */
export async function suggestions(
  world: World,
  courier: Courier,
  account: Account,
  view: View,
  [control, typed]: readonly [Control, string],
): Promise<readonly Fields[]> {
  const payload = payloads.suggestionPayload(world, account, view, control, typed);
  const { ok, error, answer } = await courier.deliver("interactive", payload);
  if (!ok) throw new Error(`no options for "${typed}": ${error}`);
  const { options, option_groups: groups } = fieldsOf(answer);
  const given = Array.isArray(groups) ? groups.flatMap((group) => listOf(fieldsOf(group)["options"])) : listOf(options);
  const problems: string[] = given.length > 100 ? ["more than 100 options"] : [];
  for (const [index, each] of given.entries()) checkOption(fieldsOf(each), spotOf(`/options/${index}`, problems));
  if (problems.length > 0) throw new Error(`Slack takes no such options: ${problems.join("; ")}`);
  return given.map(fieldsOf);
}
