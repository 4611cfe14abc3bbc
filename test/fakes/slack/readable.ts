import { type Fields, fieldsOf, isFields, listOf, textOf } from "./json.ts";

/** Something in blocks that can be pressed or chosen. */
export interface Control {
  readonly label: string;
  readonly type: string;
  readonly block: string;
  readonly action: string;
  readonly element: Fields;
}

/** mrkdwn as it is seen: the three entities are shown as what they stand for, <…> stays as it was written. */
export function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

const marks: Readonly<Record<string, (leaf: Fields) => string>> = {
  text: (leaf) => textOf(leaf["text"]),
  link: (leaf) => textOf(leaf["text"] ?? leaf["url"]),
  user: (leaf) => `<@${textOf(leaf["user_id"])}>`,
  usergroup: (leaf) => `<!subteam^${textOf(leaf["usergroup_id"])}>`,
  channel: (leaf) => `<#${textOf(leaf["channel_id"])}>`,
  broadcast: (leaf) => `<!${textOf(leaf["range"])}>`,
  emoji: (leaf) => `:${textOf(leaf["name"])}:`,
  date: (leaf) => textOf(leaf["fallback"] ?? leaf["timestamp"]),
};

function richText(node: unknown): string {
  const fields = fieldsOf(node);
  const { type, elements } = fields;
  const mark = marks[textOf(type)];
  if (mark !== undefined) return mark(fields);
  const between = type === "rich_text" || type === "rich_text_list" ? "\n" : "";
  return listOf(elements).map(richText).join(between);
}

function words(object: unknown): string {
  const { type, text } = fieldsOf(object);
  return type === "mrkdwn" ? unescaped(textOf(text)) : textOf(text);
}

function readBlock(value: unknown): string[] {
  const block = fieldsOf(value);
  switch (block["type"]) {
    case "rich_text":
      return [richText(block)];
    case "markdown":
      return [textOf(block["text"])];
    case "table":
      return listOf(block["rows"]).map((row) =>
        listOf(row)
          .map((cell) => richOrRaw(cell))
          .join("\t"),
      );
    case "context":
    case "actions":
      return listOf(block["elements"]).map((each) => readElement(each));
    case "input":
      return [words(block["label"]), readElement(block["element"]), words(block["hint"])];
    default:
      return [words(block["text"]), ...listOf(block["fields"]).map(words), readElement(block["accessory"])];
  }
}

function richOrRaw(cell: unknown): string {
  const fields = fieldsOf(cell);
  return fields["type"] === "rich_text" ? richText(fields) : textOf(fields["text"]);
}

function readElement(value: unknown): string {
  const element = fieldsOf(value);
  if (element["type"] === "image") return textOf(element["alt_text"]);
  return isFields(element["text"]) ? words(element["text"]) : words(element);
}

/** All that can be read in blocks, a line for each piece. */
export function readableText(blocks: readonly unknown[]): string {
  return blocks
    .flatMap(readBlock)
    .filter((line) => line !== "")
    .join("\n");
}

/** The buttons and menus in blocks, in their order. */
export function controlsIn(blocks: readonly unknown[]): Control[] {
  return blocks.flatMap((value) => {
    const block = fieldsOf(value);
    const within = [...(block["type"] === "actions" ? listOf(block["elements"]) : []), block["accessory"]];
    return within.filter(isFields).flatMap((element) => {
      if (element["type"] === "image") return [];
      const label = words(element["text"] ?? element["placeholder"]);
      const [block_id, action] = [textOf(block["block_id"]), textOf(element["action_id"])];
      return [{ label, type: textOf(element["type"]), block: block_id, action, element }];
    });
  });
}
