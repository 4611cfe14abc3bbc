import { fieldsOf, isFields, listOf } from "./json.ts";
import { checkBlocks } from "./limits/blocks.ts";
import { checkText } from "./limits/objects.ts";
import { checkString, spotOf } from "./limits/report.ts";

/** chat.postMessage's text is cut after this many characters (docs.slack.dev/reference/methods/chat.postMessage). */
const mostText = 40_000;
/** chat.update answers msg_too_long above this, as people have found who edit what they could post. */
const mostEditedText = 4000;
/**
 * chat.postMessage answers msg_blocks_too_long for some 13,000 characters of all blocks, containers included, which
 * no page says: seen by people at 13,200 (github.com/slackapi/bolt-js/issues/2509, 2867). Here it is the JSON's length.
 */
const mostBlocks = 13_000;
/** docs.slack.dev/reference/methods/views.open: view_too_large. */
const mostView = 250_000;

/** What Slack would refuse in a message; empty where it takes it. `edited`: it is also to be put by chat.update. */
export function problemsOfMessage(
  message: { readonly text?: unknown; readonly blocks?: unknown },
  { edited = false }: { readonly edited?: boolean } = {},
): string[] {
  const problems: string[] = [];
  const { text, blocks } = message;
  const most = edited ? mostEditedText : mostText;
  if (text !== undefined && typeof text !== "string") problems.push("text must be a string");
  if (typeof text === "string" && text.length > most)
    problems.push(`msg_too_long: text of more than ${most} characters`);
  if ((text === undefined || text === "") && listOf(blocks).length === 0) problems.push("no_text");
  if (blocks !== undefined) {
    checkBlocks(blocks, spotOf("/blocks", problems), "message");
    const length = JSON.stringify(blocks).length;
    if (length > mostBlocks) problems.push(`msg_blocks_too_long: ${length} characters of blocks`);
  }
  return problems;
}

/** What Slack would refuse in a view, a modal or a home page; empty where it takes it. */
export function problemsOfView(view: unknown): string[] {
  const problems: string[] = [];
  const spot = spotOf("/view", problems);
  if (!isFields(view)) return ["view must be an object"];
  const { type } = view;
  if (type !== "modal" && type !== "home") {
    spot.at("type").wrong("must be modal or home");
    return problems;
  }
  if (type === "modal") {
    checkText(view, "title", spot, 24, { plain: true, required: true });
    checkText(view, "submit", spot, 24, { plain: true });
    checkText(view, "close", spot, 24, { plain: true });
    const asks = listOf(view["blocks"]).some((block) => fieldsOf(block)["type"] === "input");
    if (asks && view["submit"] === undefined) spot.wrong("submit is required when there are input blocks");
  }
  checkString(view, "private_metadata", spot, 3000, { least: 0 });
  checkString(view, "callback_id", spot, 255);
  checkString(view, "external_id", spot, 255, { least: 0 });
  if (view["blocks"] === undefined) spot.wrong("missing required field: blocks");
  else checkBlocks(view["blocks"], spot.at("blocks"), type);
  if (JSON.stringify(view).length > mostView) problems.push("view_too_large");
  return problems;
}
