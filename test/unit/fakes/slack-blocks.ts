export type Block = Record<string, unknown>;
export const plain = (length: number): Block => ({ type: "plain_text", text: "x".repeat(length) });
export const mrkdwn = (length: number): Block => ({ type: "mrkdwn", text: "x".repeat(length) });
export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));
export const button = (more: Block = {}): Block => ({ type: "button", text: plain(5), action_id: "a", ...more });
export const actions = (...elements: Block[]): Block => ({ type: "actions", elements });
export const input = (element: Block, more: Block = {}): Block => ({
  type: "input",
  label: plain(3),
  element,
  ...more,
});
export const option = (text: number, value: string): Block => ({ text: plain(text), value });
export const select = (more: Block): Block => ({ type: "static_select", action_id: "s", ...more });
export const rich = (...elements: Block[]): Block => ({ type: "rich_text", elements });
export const section = (...elements: Block[]): Block => ({ type: "rich_text_section", elements });
export const leaf = (text: string, more: Block = {}): Block => ({ type: "text", text, ...more });
export const line = (length: number): Block => ({ type: "section", text: plain(length) });
