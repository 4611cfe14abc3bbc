import type { Text } from "../kit/reply.ts";

/** Why nobody is on call, by the code that an incident has in a person's place. */
export const nobodyReasons: Readonly<Record<string, Text>> = {
  "oncall.no_rota": { ja: "当番表がありません", en: "there is no rota" },
  "oncall.away": {
    ja: "当番の人が不在で、代わりの人もいません",
    en: "whoever has the turn is away, and nobody stands in",
  },
  "oncall.unknown": {
    ja: "当番の人のアカウントをどのホストも知りません",
    en: "no host knows the account whose turn it is",
  },
};
const other: Text = { ja: "当番がいません", en: "nobody is on call" };

/** Why nobody is on call, in words. */
export const nobodyText = (code: string): Text => nobodyReasons[code] ?? other;
