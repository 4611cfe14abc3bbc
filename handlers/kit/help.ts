import { shown } from "./characters.ts";
import type { Command, Parameter } from "./definition.ts";
import { nearest } from "./near.ts";
import type { Context } from "./ports.ts";
import type { Language, Reply, Text } from "./reply.ts";
import { parameterText, usageText, verbText } from "./usage.ts";

/** What each family is for; families of the catalogue that have no verb yet are not shown. */
export const families: Readonly<Record<string, Text>> = {
  vm: { ja: "仮想マシン(VM)", en: "Virtual machines" },
  gpu: { ja: "GPUのジョブ", en: "Jobs on GPUs" },
  backup: { ja: "バックアップと復元", en: "Backups, and lost files" },
  jobs: { ja: "ジョブの確認と取り消し", en: "Your jobs" },
  alert: { ja: "アラート: いま起きている異常", en: "What is wrong now" },
  approvals: { ja: "ほかの人の承認", en: "What others approve" },
  can: { ja: "実行できるかの確認", en: "Would it be allowed?" },
  why: { ja: "断られた理由、動かない理由", en: "Why it was refused or fails" },
  me: { ja: "自分のアカウントと設定", en: "Your account and settings" },
  limit: { ja: "1人ずつの上限(管理者)", en: "One person's own limits" },
  exam: { ja: "試験", en: "Exams" },
  maintenance: { ja: "メンテナンス(管理者)", en: "Maintenance, for administrators" },
  oncall: { ja: "当番", en: "Who is on call" },
  link: { ja: "チャットとアカウントの結び付け", en: "Which account is yours in the chat" },
  audit: { ja: "監査: 誰が何をしたか(管理者)", en: "What ran, who asked, who said yes, for administrators" },
  ceph: { ja: "Ceph(学科のストレージ)", en: "Ceph, the department's storage" },
  ping: { ja: "つながりの確認", en: "Is it all working?" },
  help: { ja: "使い方", en: "How to use this" },
};

/** What verbs of two words are about, by the first of them. */
export const groups: Readonly<Record<string, Text>> = {
  template: { ja: "テンプレート(管理者)", en: "Templates, for administrators" },
  image: { ja: "GPUジョブのイメージ(管理者)", en: "Images of GPU jobs, for administrators" },
  crash: { ja: "デーモンの異常終了(管理者)", en: "Crashes of daemons, for administrators" },
  key: { ja: "SSHの公開鍵", en: "Your SSH public keys" },
};

const words = {
  title: { ja: "できること", en: "What you can do" },
  more: {
    ja: "詳しくは /help vm や /help vm create のように入力してください。",
    en: "For more, type for example /help vm or /help vm create.",
  },
  unknown: {
    ja: (typed: string) => `「${typed}」というコマンドはありません。あるのは次のものです。`,
    en: (typed: string) => `There is no command ${typed}; this is what there is.`,
  },
  first: { ja: "はじめてなら、まず /vm templates をどうぞ。", en: "New here? Begin with /vm templates." },
  asks: {
    ja: "実行の前に1回確認します。",
    en: "It asks once before it does anything.",
  },
  required: { ja: "必須", en: "required" },
  file: { ja: "ファイルを添付", en: "an attached file" },
};

const notes = ({ required, kind }: Parameter, language: Language): string =>
  [...(required ? [words.required] : []), ...(kind === "file" ? [words.file] : [])]
    .map((note) => ` (${note[language]})`)
    .join("");

/** The verbs that this person may ever use. */
export const allowedCommands = (context: Context, registry: readonly Command[]): readonly Command[] =>
  registry.filter((command) =>
    context.policies.mayEver(command.kind === "local" ? command.permission : command.action, context.person.roles),
  );

/** Help about everything, a family, or a verb; what the person may not do is not shown. */
export function helpReply(topic: readonly string[], context: Context, registry: readonly Command[]): Reply {
  const allowed = allowedCommands(context, registry);
  const [typed, verb] = topic;
  const names = [...new Set(allowed.map((command) => command.family))];
  const family = typed === undefined || names.includes(typed) ? typed : nearest(typed, names, 1)[0];
  if (family === undefined) return overview(names, typed, context);
  const commands = allowed.filter((command) => command.family === family);
  const verbs = commands.map((command) => command.verb);
  const group = commands.filter((command) => command.verb.startsWith(`${verb} `));
  if (verb !== undefined && !verbs.includes(verb) && group.length > 0)
    return aboutFamily(`${family} ${verb}`, groups[verb] ?? families[family], group, context);
  const meant = verb === undefined || verbs.includes(verb) ? verb : nearest(verb, verbs, 1)[0];
  const [only, ...others] = commands;
  const one = meant === undefined ? undefined : commands.find((command) => command.verb === meant);
  if (one !== undefined) return aboutVerb(one, context);
  return only !== undefined && others.length === 0
    ? aboutVerb(only, context)
    : aboutFamily(family, families[family], commands, context);
}

function overview(names: readonly string[], unknown: string | undefined, context: Context): Reply {
  const { language } = context;
  return {
    tone: "information",
    title: words.title[language],
    text: [unknown === undefined ? words.first[language] : words.unknown[language](shown(unknown))],
    list: names.map((name) => ({ title: `/${name}`, cells: [families[name]?.[language] ?? ""] })),
    buttons: names.filter((name) => name === "vm").map((name) => ({ label: `/help ${name}`, line: `/help ${name}` })),
    privacy: "private",
    footer: words.more[language],
  };
}

function aboutFamily(name: string, about: Text | undefined, commands: readonly Command[], context: Context): Reply {
  const { language } = context;
  return {
    tone: "information",
    title: `/${name}: ${about?.[language] ?? ""}`,
    list: commands.map((command) => ({ title: verbText(command), cells: [command.summary[language]] })),
    privacy: "private",
    footer: words.more[language],
  };
}

function aboutVerb(command: Command, context: Context): Reply {
  const { language } = context;
  return {
    tone: "information",
    title: usageText(command),
    text: [command.summary[language], ...(command.asks === true ? [words.asks[language]] : [])],
    ...(command.parameters.length === 0
      ? {}
      : {
          list: command.parameters.map((parameter) => ({
            title: parameterText({ ...parameter, required: true }),
            cells: [parameter.text[language] + notes(parameter, language)],
          })),
        }),
    code: command.examples.join("\n"),
    privacy: "private",
  };
}
