import { type Fields, isFields } from "../json.ts";
import { checkList, checkNumber, checkString, checkWord, type Spot } from "./report.ts";

const styles = ["bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"];

function checkStyle(element: Fields, at: Spot): void {
  const { style } = element;
  if (style === undefined) return;
  if (!isFields(style)) {
    at.at("style").wrong("must be an object");
    return;
  }
  for (const [name, value] of Object.entries(style))
    if (!styles.includes(name) || typeof value !== "boolean") at.at("style").at(name).wrong("unknown style");
}

const leaves: Readonly<Record<string, (element: Fields, at: Spot) => void>> = {
  text: (element, at) => checkString(element, "text", at, 100_000, { required: true }),
  link: (element, at) => {
    checkString(element, "url", at, 3000, { required: true });
    checkString(element, "text", at, 100_000);
  },
  user: (element, at) => checkString(element, "user_id", at, 100, { required: true }),
  usergroup: (element, at) => checkString(element, "usergroup_id", at, 100, { required: true }),
  channel: (element, at) => checkString(element, "channel_id", at, 100, { required: true }),
  emoji: (element, at) => checkString(element, "name", at, 255, { required: true }),
  color: (element, at) => checkString(element, "value", at, 100, { required: true }),
  broadcast: (element, at) => checkWord(element, "range", at, ["here", "channel", "everyone"]),
  date: (element, at) => {
    if (!Number.isInteger(element["timestamp"])) at.wrong("missing required field: timestamp");
    checkString(element, "format", at, 1000, { required: true });
  },
};

function checkLeaves(section: Fields, spot: Spot, kinds: readonly string[]): void {
  checkList(section, "elements", spot, [1, 10_000], (element, at) => {
    const { type } = element;
    const check = typeof type === "string" && kinds.includes(type) ? leaves[type] : undefined;
    if (check === undefined) {
      at.at("type").wrong(`unsupported type: ${String(type)}`);
      return;
    }
    check(element, at);
    checkStyle(element, at);
  });
}

const sections: Readonly<Record<string, (section: Fields, at: Spot) => void>> = {
  rich_text_section: (section, at) => checkLeaves(section, at, Object.keys(leaves)),
  rich_text_quote: (section, at) => {
    checkLeaves(section, at, Object.keys(leaves));
    checkNumber(section, "border", at, 0, 1);
  },
  rich_text_preformatted: (section, at) => {
    checkLeaves(section, at, ["text", "link"]);
    checkNumber(section, "border", at, 0, 1);
  },
  rich_text_list: (section, at) => {
    if (section["style"] === undefined) at.wrong("missing required field: style");
    checkWord(section, "style", at, ["bullet", "ordered"]);
    checkNumber(section, "indent", at, 0, 8);
    checkNumber(section, "offset", at, 0, 10_000);
    checkNumber(section, "border", at, 0, 1);
    checkList(section, "elements", at, [1, 10_000], (item, where) => {
      if (item["type"] !== "rich_text_section") {
        where.at("type").wrong("only rich_text_section in a list");
        return;
      }
      checkLeaves(item, where, Object.keys(leaves));
    });
  },
};

/** docs.slack.dev/reference/block-kit/blocks/rich-text-block; empty lists and empty texts are refused. */
export function checkRichText(block: Fields, at: Spot): void {
  checkList(block, "elements", at, [1, 10_000], (section, where) => {
    const { type } = section;
    const check = typeof type === "string" ? sections[type] : undefined;
    if (check === undefined) where.at("type").wrong(`unsupported type: ${String(type)}`);
    else check(section, where);
  });
}
