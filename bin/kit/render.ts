import type { Reply } from "../../handlers/kit/reply.ts";

export interface RenderOptions {
  /** In columns; full-width characters count two. */
  readonly width: number;
  readonly color: boolean;
}

/** A reply as text for a terminal, without a newline at the end. */
export function renderText(reply: Reply, _options: RenderOptions): string {
  return [
    reply.title,
    ...(reply.text ?? []),
    ...(reply.steps ?? []).map(({ label, state }) => `  ${state} ${label}`),
    ...(reply.fields ?? []).map(({ label, value }) => `  ${label}: ${value}`),
    ...(reply.list ?? []).map(({ title, cells }) => `  ${title} ${cells.join(" ")}`),
    ...(reply.code === undefined ? [] : [reply.code]),
    ...(reply.footer === undefined ? [] : [reply.footer]),
  ].join("\n");
}
