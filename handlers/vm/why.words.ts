import type { Finding } from "../../protocol/actions/vm-why.ts";
import type { Text } from "../kit/reply.ts";

const labels: Readonly<Record<Finding["about"], Text>> = {
  owner: { ja: "持ち主", en: "Owner" },
  state: { ja: "状態", en: "State" },
  limits: { ja: "上限", en: "Limits" },
  host: { ja: "ホスト", en: "Host" },
  reservation: { ja: "アドレスの割り当て", en: "Reservation" },
  lease: { ja: "アドレスの受け取り", en: "Lease" },
  answer: { ja: "応答", en: "Answer" },
};

export const words = {
  summary: {
    ja: "VMが動かない、つながらない理由を順に調べます",
    en: "Find out why a VM does not run, or does not answer",
  },
  working: { ja: (name: string) => `VM「${name}」の調査`, en: (name: string) => `Looking into VM ${name}` },
  works: {
    ja: (name: string) => `VM「${name}」は動いていて、ログインできます`,
    en: (name: string) => `VM ${name} works: you can log in`,
  },
  because: {
    ja: (name: string, why: string) => `VM「${name}」: ${why}`,
    en: (name: string, why: string) => `VM ${name}: ${why}`,
  },
  canStart: { ja: "いま起動できます。", en: "It can be started now." },
  cannotStart: { ja: "いまは起動できません。", en: "It cannot be started now." },
  labels,
  marks: { ok: "✓", wrong: "✗", unlooked: "–" },
  jobs: { ja: "ジョブの一覧", en: "List jobs" },
} as const;
