import { maintainedSchema, maintainedWholes } from "../../protocol/order.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { shown } from "../kit/characters.ts";
import { type Parameter, textIn, type Values } from "../kit/definition.ts";
import type { Context, Reader } from "../kit/ports.ts";
import type { Text } from "../kit/reply.ts";
import { timeText } from "../kit/text.ts";
import { words } from "./shared.words.ts";

export const whatParameter: Parameter = {
  ...{ name: "what", kind: "word", place: "positional" },
  ...{ required: true, text: words.what },
};

const isWhole = (what: string): what is (typeof maintainedWholes)[number] =>
  (maintainedWholes as readonly string[]).includes(what);

/** What a window covers, as people call it. */
export const whatText = (what: string): Text => (isWhole(what) ? words.wholes[what] : { ja: what, en: what });

/** What somebody typed: one of the wholes, or a host that is known. */
export function whatIn(values: Values, { directory }: Context): Outcome<string> {
  const typed = textIn(values, "what").toLowerCase();
  const what = maintainedSchema.safeParse(typed);
  const hosts = directory.hosts().map(({ host }) => host);
  if (what.success && (isWhole(what.data) || hosts.includes(what.data))) return accepted(what.data);
  return refused(
    refuse("maintenance.what", { typed: shown(typed), known: [...maintainedWholes, ...hosts].join(", ") }),
  );
}

export const windowText = (
  { from, until }: { readonly from: number; readonly until: number },
  reader: Pick<Reader, "language" | "timeZone">,
): string => words.between[reader.language](timeText(from, reader), timeText(until, reader));
