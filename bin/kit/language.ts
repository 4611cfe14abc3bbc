import type { Language } from "../../handlers/kit/reply.ts";
import { UsageError } from "./verb.ts";

/** `--language` as typed, or the one of the person's shell. */
export function languageOption(typed: string | undefined, otherwise: Language): Language {
  const language = typed?.normalize("NFKC").toLowerCase() ?? otherwise;
  if (language === "ja" || language === "en") return language;
  throw new UsageError({ ja: "--language は ja か en です。", en: "--language is ja or en." }[otherwise]);
}
