import { z } from "zod";
import { severitySchema } from "../../../protocol/monitor.ts";
import { linesOf, linkOf, wordOf } from "../text.ts";
import type { Told } from "../told.ts";

/** What any program can tell (docs/monitors.md). */
export const payloadSchema = z.strictObject({
  /** The same as long as it is the same trouble. */
  key: z.string().regex(/^[A-Za-z0-9_.:/@-]{1,100}$/u),
  severity: severitySchema.default("warning"),
  title: z.string().min(1).max(500),
  text: z.string().max(5_000).optional(),
  state: z.enum(["firing", "resolved"]),
  url: z.string().max(300).optional(),
});

/** @param now milliseconds since 1970 */
export function changeOf({ key, severity, title, text, state, url }: z.infer<typeof payloadSchema>, now: number): Told {
  if (state === "resolved") return { key, condition: undefined };
  const documentation = linkOf(url);
  const about = { key, code: "webhook.alert", severity, scope: "department", since: now } as const;
  const said = { numbers: { title: wordOf(title) || key }, lines: linesOf(text) };
  return { key, condition: { ...about, ...said, ...(documentation === undefined ? {} : { documentation }) } };
}
