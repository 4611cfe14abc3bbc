import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline/promises";
import type { Language } from "../../handlers/kit/reply.ts";
import { type Act, actSchema, consentPayload } from "../../protocol/consent.ts";
import { accountOption, myself } from "../client/account.ts";
import type { Conversation, FinalMessage } from "../client/conversation.ts";
import { endingOf, endingWithout } from "../client/outcome.ts";
import { talk } from "../client/talk.ts";
import { widthOf } from "../kit/display.ts";
import { type ExitCode, exitCodes } from "../kit/exit.ts";
import { readOptions } from "../kit/options.ts";
import { renderText } from "../kit/render.ts";
import { type Surroundings, ToldError, UsageError, type Verb } from "../kit/verb.ts";
import { findRunning } from "../launch/state.ts";
import { signatureOf } from "../sign/credential.ts";
import { showAct } from "../sign/show.ts";

const options = { as: { type: "string" }, yes: { type: "boolean", short: "y" }, state: { type: "string" } } as const;

const words = {
  about: {
    ja: (who: string) => `${who} として、次の操作に署名します。書かれているとおりに root の権限で行われます。`,
    en: (who: string) => `As ${who} you are about to sign exactly this; it will be done as it stands here, by root:`,
  },
  question: { ja: "署名しますか? [y/N] ", en: "Sign it? [y/N] " },
  left: { ja: "署名しませんでした。", en: "Nothing was signed." },
  blind: {
    ja: "端末で実行するか、中身を確かめたうえで --yes を付けてください。",
    en: "Run it on a terminal, or say --yes once you know what it is.",
  },
  odd: {
    ja: "ボットの返事が読めないので、署名しませんでした。管理者に伝えてください。",
    en: "What the bot says cannot be read, so nothing was signed. Tell an administrator.",
  },
} as const;

export const approveVerb: Verb = {
  name: "approve",
  summary: {
    ja: "root の権限で行われる操作の中身を見て、munge で署名する",
    en: "look at an act that needs root, and sign just that with munge",
  },
  usage: {
    ja: `approve 番号 [--as アカウント] [--yes] [--state フォルダ]
  学科のマシンで、本人が実行する。申請した人とほかの管理者の2人が署名すると、その操作が行われる
  --as     root だけ: 誰として署名するか（省略すると sudo した人）
  --yes    確認せずに署名する
終了コードは say と同じ`,
    en: `approve NUMBER [--as ACCOUNT] [--yes] [--state FOLDER]
  run it as yourself on a department machine; once who asked and another administrator have signed, it is done
  --as     for root alone: as whom to sign; else who became root by sudo
  --yes    signs without asking
exit code: as of say`,
  },
  run: async (args, surroundings) => {
    const { config, language } = surroundings;
    const { values, positionals } = readOptions(args, options, language);
    const number = numberOf(positionals, language);
    const account = accountOption(values.as, config, language);
    const id = randomUUID();
    let conversation: Conversation | undefined;
    try {
      conversation = await talk(account, values.state, surroundings);
      const say = saying(conversation, account, language);
      const about = await say(`/approvals act ${number}`);
      if (about.status !== "done") return tell(about, surroundings);
      const act = readAct(about, language);
      const who = conversation.account() ?? account;
      process.stdout.write(`${words.about[language](who)}\n\n${showAct(act, language)}\n\n`);
      if (values.yes !== true && !(await isMeant(language))) return exitCodes.confirm;
      const enter = (account === myself ? undefined : await findRunning(values.state, config))?.enter ?? [];
      const credential = await signatureOf(consentPayload(act), account, enter, language);
      return tell(await say(`/approvals sign ${number} ${credential}`), surroundings);
    } catch (error) {
      const { outcome, code } = endingWithout(error, id, language, widthOf(process.stderr));
      process.stderr.write(`${outcome.text}\n`);
      return code;
    } finally {
      conversation?.close();
    }
  },
};

const saying =
  (conversation: Conversation, account: string, language: Language) =>
  (line: string): Promise<FinalMessage> =>
    conversation.say({ type: "say", id: randomUUID(), account, line, confirmed: false, language }, () => undefined);

function numberOf([typed, ...more]: readonly string[], language: Language): number {
  if (typed !== undefined && more.length === 0 && /^#?\d{1,9}$/.test(typed)) return Number(typed.replace("#", ""));
  throw new UsageError({ ja: "承認の番号を1つ書いてください。", en: "Say one approval's number." }[language]);
}

function readAct({ output }: FinalMessage, language: Language): Act {
  const act = typeof output === "object" && output !== null && "act" in output ? output.act : undefined;
  const read = actSchema.safeParse(act);
  if (!read.success) throw new ToldError(words.odd[language]);
  return read.data;
}

async function isMeant(language: Language): Promise<boolean> {
  if (!process.stdin.isTTY) throw new ToldError(words.blind[language]);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(words.question[language]);
  terminal.close();
  if (/^(?:y|yes|はい)$/iu.test(answer.normalize("NFKC").trim())) return true;
  process.stdout.write(`${words.left[language]}\n`);
  return false;
}

function tell(final: FinalMessage, { config }: Surroundings): ExitCode {
  const { code } = endingOf(final, widthOf(process.stdout));
  const color = config.isColorful && process.stdout.isTTY;
  process.stdout.write(`${renderText(final.reply, { width: widthOf(process.stdout), color })}\n`);
  return code;
}
