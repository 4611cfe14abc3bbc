import type { Verb } from "../kit/verb.ts";
export const startVerb: Verb = {
  name: "start",
  summary: { ja: "", en: "" },
  usage: { ja: "", en: "" },
  run: () => Promise.resolve(0),
};
