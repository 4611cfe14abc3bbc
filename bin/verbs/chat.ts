import { runChat } from "../chat/chat.ts";
import { accountOption } from "../client/account.ts";
import { unreachable } from "../client/outcome.ts";
import { wayTo } from "../client/way.ts";
import { exitCodes } from "../kit/exit.ts";
import { languageOption } from "../kit/language.ts";
import { readOptions } from "../kit/options.ts";
import { ToldError, UsageError, type Verb } from "../kit/verb.ts";

const options = { as: { type: "string" }, language: { type: "string" }, state: { type: "string" } } as const;

export const chatVerb: Verb = {
  name: "chat",
  summary: { ja: "動いているボットと話す", en: "talk to the running bot" },
  usage: {
    ja: `chat [--as アカウント] [--language ja|en] [--state フォルダ]
  --as     root だけが使える。ほかの人は本人として話す（munge が証明する）`,
    en: `chat [--as ACCOUNT] [--language ja|en] [--state FOLDER]
  --as     for root; everybody else speaks as themselves, which munge proves`,
  },
  run: async (args, { config, language: shellLanguage }) => {
    const { values, positionals } = readOptions(args, options, shellLanguage);
    const language = languageOption(values.language, shellLanguage);
    const [surplus] = positionals;
    if (surplus !== undefined)
      throw new UsageError({ ja: `${surplus} は余分です。`, en: `${surplus} is not understood.` }[language]);
    const account = accountOption(values.as, config, language);
    if (!process.stdin.isTTY || !process.stdout.isTTY) {
      const text = {
        ja: "chat は端末で使います。スクリプトからは say を。",
        en: "chat needs a terminal; scripts use say.",
      };
      throw new ToldError(text[language]);
    }
    const socket = await wayTo(account, values.state, config, language);
    if (socket === undefined) {
      process.stderr.write(`${unreachable[language]}\n`);
      return exitCodes.unreachable;
    }
    return runChat({ socket, account, config, language, isLanguageSaid: values.language !== undefined });
  },
};
