import type { Language } from "../../handlers/kit/reply.ts";
import { exitCodes } from "../kit/exit.ts";
import { nearest } from "../kit/options.ts";
import { UsageError, type Verb } from "../kit/verb.ts";

/** Made with the list of all the other verbs, so that none is forgotten. */
export function helpVerb(others: readonly Verb[]): Verb {
  const help: Verb = {
    name: "help",
    summary: { ja: "この一覧、または一つの使い方を見る", en: "show this list, or how to use one of them" },
    usage: { ja: "help [名前]", en: "help [NAME]" },
    run: ([name], { language }) => {
      const verbs = [...others, help];
      process.stdout.write(`${name === undefined ? overview(verbs, language) : usageOf(name, verbs, language)}\n`);
      return Promise.resolve(exitCodes.done);
    },
  };
  return help;
}

function overview(verbs: readonly Verb[], language: Language): string {
  const width = Math.max(...verbs.map(({ name }) => name.length));
  const lines = verbs.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary[language]}`);
  const title = { ja: "使い方: npm run shisa -- 名前 …", en: "usage: npm run shisa -- NAME …" }[language];
  return [title, ...lines].join("\n");
}

/** How to use one verb; a name that there is not is a UsageError with a near one. */
export function usageOf(name: string, verbs: readonly Verb[], language: Language): string {
  return `shisa ${findVerb(name, verbs, language).usage[language]}`;
}

export function findVerb(name: string, verbs: readonly Verb[], language: Language): Verb {
  const verb = verbs.find((each) => each.name === name.normalize("NFKC").toLowerCase());
  if (verb !== undefined) return verb;
  const near = nearest(
    name,
    verbs.map((each) => each.name),
  );
  const hint = near === undefined ? "" : { ja: ` もしかして: ${near}`, en: ` Did you mean ${near}?` }[language];
  throw new UsageError({ ja: `${name} というものはありません。`, en: `There is no "${name}".` }[language] + hint);
}
