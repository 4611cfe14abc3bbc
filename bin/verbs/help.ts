import type { Language } from "../../handlers/kit/reply.ts";
import { exitCodes } from "../kit/exit.ts";
import type { Verb } from "../kit/verb.ts";
import { loaders } from "./all.ts";
import { findVerb, usageOf } from "./find.ts";

export const helpVerb: Verb = {
  name: "help",
  summary: { ja: "この一覧、または一つの使い方を見る", en: "show this list, or how to use one of them" },
  usage: { ja: "help [名前]", en: "help [NAME]" },
  run: async ([name], { language }) => {
    const text = name === undefined ? await overview(language) : usageOf(await findVerb(name, language), language);
    process.stdout.write(`${text}\n`);
    return exitCodes.done;
  },
};

async function overview(language: Language): Promise<string> {
  const verbs = await Promise.all(Object.values(loaders).map((load) => load()));
  const width = Math.max(...verbs.map(({ name }) => name.length));
  const lines = verbs.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary[language]}`);
  const title = { ja: "使い方: npm run shisa -- 名前 …", en: "usage: npm run shisa -- NAME …" }[language];
  return [title, ...lines].join("\n");
}
