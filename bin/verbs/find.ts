import type { Language } from "../../handlers/kit/reply.ts";
import { nearest } from "../kit/options.ts";
import { UsageError, type Verb } from "../kit/verb.ts";
import { loaders } from "./all.ts";

/** The verb of that name, however it is written; one that there is not is a UsageError with a near one. */
export async function findVerb(typed: string, language: Language): Promise<Verb> {
  const name = typed.normalize("NFKC").toLowerCase();
  const load = Object.hasOwn(loaders, name) ? loaders[name] : undefined;
  if (load !== undefined) return load();
  const near = nearest(name, Object.keys(loaders));
  const hint = near === undefined ? "" : { ja: ` もしかして: ${near}`, en: ` Did you mean ${near}?` }[language];
  throw new UsageError({ ja: `${typed} というものはありません。`, en: `There is no "${typed}".` }[language] + hint);
}

/** How a verb is used, in words. */
export const usageOf = (verb: Verb, language: Language): string => `shisa ${verb.usage[language]}`;
