import type { types } from "@slack/bolt";

export type Block = types.KnownBlock;
type Element = types.RichTextBlock["elements"][number];
type Text = types.RichTextText;

/**
 * Rich text is literal: nothing in it mentions, links or formats, whatever it says. Elements must not be empty.
 * Format: docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
export const text = (said: string): Text => ({ type: "text", text: said });
/** Calls somebody. */
export const mention = (user: string): types.RichTextUserMention => ({ type: "user", user_id: user });
export const bold = (said: string): Text => ({ type: "text", text: said, style: { bold: true } });

export const section = (elements: readonly (Text | types.RichTextUserMention)[]): Element => ({
  type: "rich_text_section",
  elements: [...elements],
});
export const fixed = (said: string): Element => ({ type: "rich_text_preformatted", elements: [text(said)] });
export const bullets = (rows: readonly (readonly Text[])[]): Element => ({
  type: "rich_text_list",
  style: "bullet",
  elements: rows.map((row) => ({ type: "rich_text_section", elements: [...row] })),
});
export const rich = (elements: readonly Element[]): Block => ({ type: "rich_text", elements: [...elements] });

/** Literal text where a block takes no rich text. */
export const plain = (said: string): types.PlainTextElement => ({ type: "plain_text", text: said, emoji: false });
