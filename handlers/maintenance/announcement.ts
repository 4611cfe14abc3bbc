import type { MaintenanceOrder } from "../../protocol/order.ts";
import type { Language, Reply } from "../kit/reply.ts";
import { words } from "./announcement.shared.words.ts";
import { whatText, windowText } from "./shared.ts";

const languages: readonly Language[] = ["ja", "en"];

/** What everybody reads of a window, in both languages: whoever is in the channel speaks one of them. */
export function announcement(
  stage: "planned" | "begun" | "over" | "off",
  { what, from, until, reason }: Pick<MaintenanceOrder, "what" | "from" | "until" | "reason">,
  timeZone: string,
): Reply {
  const title = languages.map((language) => words[stage][language](whatText(what)[language])).join(" / ");
  const said = (language: Language): readonly string[] => {
    if (stage === "over" || stage === "off") return [];
    return [windowText({ from, until }, { language, timeZone }), words.expect[language]];
  };
  return {
    tone: stage === "over" ? "done" : "information",
    title,
    text: [...said("ja"), ...said("en"), reason],
    privacy: "place",
  };
}
