import { type Fields, fieldsOf, isFields, listOf, textOf } from "../json.ts";
import { checkElement, elements, placesOf } from "./elements.ts";
import { checkText, checkTextObject } from "./objects.ts";
import { checkList, checkString, type Spot } from "./report.ts";
import { checkRichText } from "./rich-text.ts";

export type Where = "message" | "modal" | "home";
type Check = (block: Fields, at: Spot, where: Where) => void;

function checkActionIds(holder: readonly unknown[], at: Spot): void {
  const ids = holder.map((each) => fieldsOf(each)["action_id"]).filter((id) => id !== undefined);
  if (new Set(ids).size !== ids.length) at.wrong("action_id must be unique in its block");
}

/** docs.slack.dev/reference/block-kit/blocks, those of them that a bot like this may use; others are refused. */
const kinds: Readonly<Record<string, Check>> = {
  actions: (block, at) => {
    checkList(block, "elements", at, [1, 25], (each, where) => checkElement(each, where, placesOf.actions));
    checkActionIds(listOf(block["elements"]), at);
  },
  context: (block, at) =>
    checkList(block, "elements", at, [1, 10], (each, where) => {
      if (each["type"] === "image") checkElement(each, where, ["image"]);
      else checkTextObject(each, where, 3000, false);
    }),
  divider: () => undefined,
  header: (block, at) => checkText(block, "text", at, 150, { plain: true, required: true }),
  image: (block, at) => {
    elements["image"]?.(block, at);
    checkText(block, "title", at, 2000, { plain: true });
  },
  input: (block, at, where) => {
    checkText(block, "label", at, 2000, { plain: true, required: true });
    checkText(block, "hint", at, 2000, { plain: true });
    const { element } = block;
    if (!isFields(element)) {
      at.wrong("missing required field: element");
      return;
    }
    const kinds = where === "modal" ? placesOf.input : placesOf.input.filter((kind) => kind !== "file_input");
    checkElement(element, at.at("element"), kinds);
  },
  rich_text: checkRichText,
  section: (block, at) => {
    if (block["text"] === undefined && block["fields"] === undefined) at.wrong("must provide text or fields");
    checkText(block, "text", at, 3000);
    if (block["fields"] !== undefined)
      checkList(block, "fields", at, [1, 10], (each, where) => checkTextObject(each, where, 2000, false));
    const { accessory } = block;
    if (isFields(accessory)) checkElement(accessory, at.at("accessory"), placesOf.section);
  },
  markdown: (block, at, where) => {
    if (where !== "message") at.at("type").wrong("markdown is only for messages");
    checkString(block, "text", at, 12_000, { required: true });
  },
  table: (block, at, where) => {
    if (where !== "message") at.at("type").wrong("a table is only for messages");
    const rows = listOf(block["rows"]);
    if (rows.length < 1 || rows.length > 100) at.at("rows").wrong("must have 1 to 100 rows");
    for (const [index, row] of rows.entries()) checkRow(listOf(row), at.at("rows").at(index));
  },
};

function checkRow(cells: readonly unknown[], at: Spot): void {
  if (cells.length < 1 || cells.length > 20) at.wrong("must have 1 to 20 cells");
  for (const [index, cell] of cells.entries()) {
    const fields = fieldsOf(cell);
    if (fields["type"] === "raw_text") checkString(fields, "text", at.at(index), 3000, { required: true });
    else if (fields["type"] === "rich_text") checkRichText(fields, at.at(index));
    else at.at(index).wrong(`unsupported type: ${String(fields["type"])}`);
  }
}

/** All blocks of a message (at most 50), or of a modal or home page (at most 100). */
export function checkBlocks(blocks: unknown, spot: Spot, where: Where): void {
  if (!Array.isArray(blocks)) {
    spot.wrong("blocks must be a list");
    return;
  }
  const most = where === "message" ? 50 : 100;
  if (blocks.length > most) spot.wrong(`no more than ${most} items allowed`);
  const ids = new Set<unknown>();
  for (const [index, value] of blocks.entries()) {
    const at = spot.at(index);
    const block = fieldsOf(value);
    const check = typeof block["type"] === "string" ? kinds[block["type"]] : undefined;
    if (check === undefined) {
      at.at("type").wrong(`unsupported type: ${String(block["type"])}`);
      continue;
    }
    checkString(block, "block_id", at, 255);
    const id = block["block_id"];
    if (id !== undefined && ids.has(id)) at.at("block_id").wrong(`block_id already exists: ${textOf(id)}`);
    ids.add(id);
    check(block, at, where);
  }
  if (blocks.filter((each) => fieldsOf(each)["type"] === "table").length > 1) spot.wrong("only one table allowed");
}
