import { checkCodeSchema } from "../../protocol/actions/ceph.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { shown } from "../kit/characters.ts";
import type { Parameter } from "../kit/definition.ts";

export const codeParameter: Parameter = {
  name: "code",
  kind: "word",
  place: "positional",
  required: true,
  text: { ja: "チェックの名前(例: OSD_DOWN)", en: "the check's name, such as OSD_DOWN" },
};

/** A check's name, in whatever case it was typed. */
export function codeIn(typed: unknown): Outcome<string> {
  const text = typeof typed === "string" ? typed : "";
  const read = checkCodeSchema.safeParse(text.toUpperCase().replaceAll("-", "_"));
  return read.success ? accepted(read.data) : refused(refuse("ceph.code", { typed: shown(text) }));
}
