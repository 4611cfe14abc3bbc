import { type Fields, isFields, isYes, textOf } from "./json.ts";

/**
 * What in a message would call somebody, or would be a link: mentions and links of rich text, and <@U…>, <!channel>,
 * <#C…>, <https://…> in mrkdwn (an unescaped "<" is enough), bare addresses in mrkdwn, and buttons with an address. Takes a SeenMessage's `sent` too.
 */
export function markupIn(message: Fields): string[] {
  const found: string[] = [];
  const mrkdwn = (text: string): void => {
    for (const [whole] of text.matchAll(/<[^<>]+>|\bhttps?:\/\/[^\s|>]+/gu)) found.push(whole);
  };
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) walk(each);
    if (!isFields(node)) return;
    const { type } = node;
    if (type === "mrkdwn" || type === "markdown") mrkdwn(textOf(node["text"]));
    if (["user", "usergroup", "channel", "broadcast", "link"].includes(textOf(type))) found.push(JSON.stringify(node));
    if (type === "button" && node["url"] !== undefined) found.push(JSON.stringify(node));
    for (const each of Object.values(node)) walk(each);
  };
  const text = textOf(message["text"]);
  mrkdwn(text);
  // Bare names in the text are looked for only where it is asked to.
  if (isYes(message["link_names"]) || message["parse"] === "full")
    for (const [whole] of text.matchAll(/[@#][\w-]+/gu)) found.push(whole);
  walk(message["blocks"] ?? []);
  return found;
}
