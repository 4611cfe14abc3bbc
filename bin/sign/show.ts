import type { Language, Text } from "../../handlers/kit/reply.ts";
import { findAction } from "../../protocol/catalogue.ts";
import { type Act, consentPayload } from "../../protocol/consent.ts";
import { ToldError } from "../kit/verb.ts";

/** What each act of risk "root" comes to, for whoever is about to sign it. */
const meanings: Readonly<Record<string, Text>> = {
  "template.add": {
    ja: "このファイルをテンプレートに加え、学生がそれからVMを作れるようにする",
    en: "take this file as a template that everybody can make VMs from",
  },
  "template.retire": {
    ja: "このテンプレートから新しいVMを作れなくする",
    en: "offer this template no more",
  },
};

const words = {
  act: { ja: "操作", en: "Act" },
  host: { ja: "ホスト", en: "Host" },
  requester: { ja: "申請した人", en: "Asked by" },
  id: { ja: "ジョブのID", en: "Grant" },
  digest: { ja: "署名する値", en: "What is signed" },
  unknown: {
    ja: "この shisa が知らない操作なので、署名できません。shisa を新しくしてください。",
    en: "This shisa does not know that act, so it cannot show what it is. Nothing was signed: renew shisa first.",
  },
} as const;

/**
 * An act in full, in columns, as it goes into the digest: every string as JSON writes it, with whatever could hide or
 * turn round as \uXXXX. Throws a ToldError where the catalogue that this program was built with has no such act.
 */
export function showAct(act: Act, language: Language): string {
  const action = findAction(act.action);
  if (action?.risk !== "root" || !action.input.safeParse(act.input).success)
    throw new ToldError(words.unknown[language]);
  const { name, uid } = act.requester;
  const rows: (readonly [string, string])[] = [
    [words.act[language], `${act.action}: ${meanings[act.action]?.[language] ?? ""}`],
    [words.host[language], act.host],
    [words.requester[language], `${name} (${uid})`],
    ...fields("", act.input),
    [words.id[language], act.grant],
    [words.digest[language], consentPayload(act)],
  ];
  return rows.map(([label, value]) => `  ${label}: ${value}`).join("\n");
}

/** The fields of an input, those of objects inside it by their path. */
function fields(path: string, value: unknown): (readonly [string, string])[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[path, exact(value)]];
  return Object.entries(value).flatMap(([name, held]) => fields(path === "" ? name : `${path}.${name}`, held));
}

/** JSON, in which nothing but a plain space and visible characters stand for themselves. */
const exact = (value: unknown): string =>
  (JSON.stringify(value) ?? "").replace(/[\p{C}\p{Z}]/gu, (it) =>
    it === " " ? it : [...Array(it.length).keys()].map((at) => unicode(it.charCodeAt(at))).join(""),
  );

const unicode = (unit: number): string => `\\u${unit.toString(16).padStart(4, "0")}`;
