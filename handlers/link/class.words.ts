import { classMost } from "../../protocol/actions/link.ts";
import type { Wrong } from "./class-file.ts";

const wrong: Readonly<Record<Wrong, { ja: string; en: string }>> = {
  columns: { ja: "アカウントとチャットのIDの2つが要ります", en: "an account and a chat identity are needed" },
  identity: { ja: "チャットのIDではありません", en: "that is no chat identity" },
  account: { ja: "Unixアカウントの名前ではありません", en: "that is no account's name" },
  domain: { ja: "学科のメールアドレスではありません", en: "that address is not the department's" },
  twice: { ja: "同じチャットのIDが前にもあります", en: "the same chat identity stands there before" },
};

export const words = {
  wrong,
  summary: { ja: "CSVファイルで、クラス全員を結び付けます", en: "Link a whole class, from a CSV file" },
  file: {
    ja: "アカウントとチャットのIDの列があるCSV(またはSlackのメンバー一覧)",
    en: "CSV with accounts and chat identities, or Slack's list of members",
  },
  workspace: {
    ja: "Slackのメンバー一覧のとき: ワークスペースのID",
    en: "for Slack's list of members: the workspace's id",
  },
  domain: {
    ja: "Slackのメンバー一覧のとき: 学科のメールのドメイン(@の前がアカウント)",
    en: "for Slack's list of members: the department's mail domain; accounts stand before the @",
  },
  host: { ja: "アカウントを確かめるホスト", en: "the host that looks the accounts up" },
  ask: {
    ja: (count: number) => `${count}人を結び付けますか`,
    en: (count: number) => (count === 1 ? "Link one person?" : `Link ${count} people?`),
  },
  encoding: { ja: (name: string) => `ファイルの文字コード: ${name}`, en: (name: string) => `The file is ${name}.` },
  fresh: { ja: "新しく結び付ける", en: "New" },
  changed: { ja: (was: string) => `いまは ${was}。変更します`, en: (was: string) => `is ${was} now, will change` },
  already: {
    ja: (count: number) => `すでに結び付いている人: ${count}人(変わりません)`,
    en: (count: number) => `Linked already, and left as they are: ${count}.`,
  },
  unknown: {
    ja: (names: string) => `学科に見つからないアカウント(飛ばします): ${names}`,
    en: (names: string) => `No such account in the department, left out: ${names}.`,
  },
  line: {
    ja: (number: number, why: string) => `${number}行目(飛ばします): ${why}`,
    en: (number: number, why: string) => `Line ${number}, left out: ${why}.`,
  },
  more: { ja: (count: number) => `ほか${count}行`, en: (count: number) => `and ${count} lines more` },
  yes: { ja: "結び付ける", en: "Link them" },
  working: { ja: "クラスを結び付けています", en: "Linking the class" },
  done: {
    ja: (count: number) => `${count}人を結び付けました`,
    en: (count: number) => (count === 1 ? "One person was linked" : `${count} people were linked`),
  },
  meaning: {
    ja: "本人には、使い始めるためのメッセージが届きます。",
    en: "Each gets a message to begin with.",
  },
  refused: {
    ja: (names: string) => `ホストに断られたアカウント: ${names}`,
    en: (names: string) => `The host refused: ${names}.`,
  },
  most: { ja: `1回に${classMost}人まで`, en: `at most ${classMost} at once` },
} as const;
