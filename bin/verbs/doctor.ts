import type { Verb } from "../kit/verb.ts";
export const doctorVerb: Verb = {
  name: "doctor",
  summary: { ja: "", en: "" },
  usage: { ja: "", en: "" },
  run: () => Promise.resolve(0),
};
