import { settingNames as botNames } from "../../bot/config.ts";
import { bad, type Finding, good } from "../../bot/finding.ts";
import { settingNames as executorNames } from "../../executor/config.ts";
import type { Text } from "../../handlers/kit/reply.ts";
import { settingNames as ownNames } from "../config.ts";
import { nearest } from "../kit/options.ts";
import type { Patient } from "./patient.ts";

/** Settings that are missing, wrong, or not known at all (a misspelt one is simply not read). */
export function checkSettings({ settings, bot, executor, faults, source }: Patient): Finding[] {
  if (bot === undefined && executor === undefined && faults.length === 0) {
    const what = { ja: `設定がありません（${source}）`, en: `there are no settings (${source})` };
    const mend = {
      ja: "`npm run demo` で試すか、.env.example を .env に写して書き込む",
      en: "try `npm run demo`, or copy .env.example to .env and fill it in",
    };
    return [bad(what, mend)];
  }
  const known = [...botNames, ...executorNames, ...ownNames];
  const unknown = Object.keys(settings).filter((name) => name.startsWith("SHISA_") && !known.includes(name));
  const misspelt = unknown.map((name) => {
    const near = nearest(
      name,
      known.map((each) => each.toLowerCase()),
    )?.toUpperCase();
    const meant =
      near === undefined
        ? { ja: "消す", en: "remove it" }
        : { ja: `${near} ではありませんか`, en: `did you mean ${near}?` };
    return bad({ ja: `設定 ${name} は読まれません`, en: `the setting ${name} is not read by anything` }, meant);
  });
  const wrong = faults
    .flatMap(complaints)
    .map(({ ja, en }) =>
      bad({ ja: `設定 ${ja}`, en: `setting ${en}` }, { ja: ".env.example を見て直す", en: "see .env.example" }),
    );
  if (wrong.length > 0 || misspelt.length > 0) return [...wrong, ...misspelt];
  return [good(`設定はそろっています（${source}）`, `the settings are complete (${source})`)];
}

/** One complaint a setting, from what a config.ts says (zod's prettifyError: `✖ why → at NAME`). */
function complaints(fault: string): Text[] {
  const each = [...fault.matchAll(/✖ (.*?) → at (\w+)/gu)];
  if (each.length === 0) return [{ ja: fault, en: fault }];
  return each.map(([, why = "", name = ""]) =>
    why.endsWith("received undefined")
      ? { ja: `${name} がありません`, en: `${name} is missing` }
      : { ja: `${name}: ${why}`, en: `${name}: ${why}` },
  );
}
