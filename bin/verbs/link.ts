import type { Language } from "../../handlers/kit/reply.ts";
import { identityExamples, identityText, readIdentity } from "../../protocol/identity.ts";
import { accountSchema, hostSchema } from "../../protocol/names.ts";
import { accountOption } from "../client/account.ts";
import { fileOption } from "../client/file.ts";
import { mungeCredential } from "../client/munge.ts";
import { idOption, sayOnce } from "../client/say-once.ts";
import type { ExitCode } from "../kit/exit.ts";
import { readOptions } from "../kit/options.ts";
import { type Surroundings, UsageError, type Verb } from "../kit/verb.ts";

const options = {
  as: { type: "string" },
  host: { type: "string" },
  json: { type: "boolean" },
  id: { type: "string" },
  state: { type: "string" },
  class: { type: "string" },
  workspace: { type: "string" },
  domain: { type: "string" },
  yes: { type: "boolean", short: "y" },
} as const;

const [slackExample = "", discordExample = ""] = identityExamples;

export const linkVerb: Verb = {
  name: "link",
  summary: {
    ja: "チャットの利用者とUnixアカウントを結び付ける",
    en: "link somebody's chat identity to their Unix account",
  },
  usage: {
    ja: `link shisa-link:…            チャットの /link で表示された文字。自分のアカウントとして証明する（munge）
shisa link ${slackExample} e235701 [--as 管理者] [--host ホスト] [--json] [--id ID] [--state フォルダ]
shisa link ${discordExample} e235701
shisa link --class ファイル [--workspace T0123456789 --domain ie.example.ac.jp] [--yes]
  --class  アカウントとチャットのIDのCSV、または --workspace と --domain を付けてSlackのメンバー一覧。先に一覧が表示される
  チャットのIDは、本人がボットに話しかけると表示される。名前ではない
  --as     頼む管理者のアカウント（省略すると sudo した人）
  --host   アカウントを確かめて署名するホスト（省略すると1台選ぶ）
  --json   結果を一つの JSON として標準出力に書く
  --id     同じ ID なら同じ依頼の結果を見る
終了コードは say と同じ`,
    en: `link shisa-link:…            what /link in a chat showed you: proves, by munge, that it is you there
shisa link ${slackExample} e235701 [--as ADMINISTRATOR] [--host HOST] [--json] [--id ID] [--state FOLDER]
shisa link ${discordExample} e235701
shisa link --class FILE [--workspace T0123456789 --domain ie.example.ac.jp] [--yes]
  --class  CSV of accounts and chat identities, or, with --workspace and --domain, Slack's list of members; who would be
           linked is shown first, and done with --yes
  the bot shows people their chat identity when they speak to it; it is no name
  --as     the administrator's account who asks; else who became root by sudo
  --host   the host that looks the account up and signs; else one is chosen
  --json   prints one JSON object on standard output
  --id     the same ID shows the outcome of the same request
exit code: as of say`,
  },
  run: async (args, surroundings) => {
    const { config, language } = surroundings;
    const { values, positionals } = readOptions(args, options, language);
    const [nonce = ""] = positionals;
    if (positionals.length === 1 && nonce.startsWith(linkNoncePrefix)) return proveChat(nonce, values, surroundings);
    const host = hostOption(values.host, language);
    const line = values.class === undefined ? lineOf(positionals, host, language) : classLine(values, host, language);
    const account = accountOption(values.as, config, language);
    const message = {
      type: "say",
      id: idOption(values.id, language),
      account,
      line,
      confirmed: values.yes === true,
      language,
      ...(await fileOption(values.class, language)),
    } as const;
    return sayOnce(message, { isJson: values.json === true, state: values.state }, surroundings);
  },
};

/** What a chat's `/link` gives somebody to prove begins so; munge says nothing else for a chat. */
const linkNoncePrefix = "shisa-link:";

/** Has munge say the nonce as whoever runs this, and hands it to the bot; the answer comes here and in the chat. */
async function proveChat(
  nonce: string,
  { json, id, state }: { readonly json?: boolean; readonly id?: string; readonly state?: string },
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { language } = surroundings;
  const asRoot = {
    ja: "root ではなく、自分のアカウントで実行してください。",
    en: "Run this as yourself, not as root.",
  };
  if (surroundings.config.isRoot) throw new UsageError(asRoot[language]);
  const credential = await mungeCredential(nonce, language);
  const message = { type: "link", id: idOption(id, language), nonce, credential, language } as const;
  return sayOnce(message, { isJson: json === true, state }, surroundings);
}

/** The command as the bot takes it: nothing in it needs quotes, because everything was read by its own form. */
function lineOf([typed, account, ...more]: readonly string[], host: string | undefined, language: Language): string {
  const example = {
    ja: `例: shisa link ${slackExample} e235701`,
    en: `For example: shisa link ${slackExample} e235701`,
  };
  const no = (ja: string, en: string) => new UsageError(`${{ ja, en }[language]} ${example[language]}`);
  if (typed === undefined || account === undefined)
    throw no("チャットのIDとUnixアカウントを指定してください。", "Say a chat identity and a Unix account.");
  const [extra] = more;
  if (extra !== undefined) throw no(`余分な語があります: ${extra}`, `There is a word too many: ${extra}`);
  const identity = readIdentity(typed);
  if (identity === undefined)
    throw no(
      `「${typed}」はチャットのIDではありません。`,
      `"${typed}" is no chat identity (${discordExample} is one too).`,
    );
  if (!accountSchema.safeParse(account).success)
    throw no(`「${account}」はUnixアカウントの名前ではありません。`, `"${account}" is no name of a Unix account.`);
  return ["/link add", identityText(identity), account, ...(host === undefined ? [] : ["--host", host])].join(" ");
}

/** What has no form that needs no quotes is not sent; the bot reads the rest. */
function classLine(
  { workspace, domain }: { readonly workspace?: string; readonly domain?: string },
  host: string | undefined,
  language: Language,
): string {
  const options = Object.entries({ workspace, domain, host }).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (!/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(value))
      throw new UsageError({ ja: `--${name} の値が正しくありません。`, en: `--${name} cannot be ${value}.` }[language]);
    return [`--${name}`, value];
  });
  return ["/link class", ...options].join(" ");
}

function hostOption(typed: string | undefined, language: Language): string | undefined {
  if (typed === undefined || hostSchema.safeParse(typed).success) return typed;
  throw new UsageError({ ja: "--host はホストの短い名前です。", en: "--host is a host's short name." }[language]);
}
