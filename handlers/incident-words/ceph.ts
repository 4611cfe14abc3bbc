import type { Condition } from "../../protocol/monitor.ts";
import type { Language } from "../kit/reply.ts";
import { cephChecks } from "./ceph-checks.ts";
import type { IncidentWords } from "./words.ts";

/** What a check means, with its code, by which documents and colleagues know it. */
export function checkTitle(code: string, language: Language): string {
  const title = Object.hasOwn(cephChecks, code) ? cephChecks[code]?.title[language] : undefined;
  return title === undefined ? code : `${title} (${code})`;
}

/** What to do about it, where there is something to be said. */
export function checkAdvice(code: string, language: Language): readonly string[] {
  const advice = Object.hasOwn(cephChecks, code) ? cephChecks[code]?.advice?.[language] : undefined;
  return advice === undefined ? [] : [`→ ${advice}`];
}

/** How many servers more may fail, where the monitor says it. */
function bears({ bears: servers }: Condition["numbers"], language: Language): string {
  if (typeof servers !== "number") return "";
  if (language === "ja")
    return servers === 0 ? "。サーバーがあと1台でも止まると使えなくなります" : `。あと${servers}台止まっても使えます`;
  if (servers === 0) return ". One server more that fails, and data cannot be reached";
  return `. ${servers} more ${servers === 1 ? "server" : "servers"} may fail`;
}

/** Ceph's checks as a monitor tells them: ceph.osd_down. */
const checkWords: IncidentWords = Object.fromEntries(
  Object.entries(cephChecks).map(([code, { advice }]) => [
    `ceph.${code.toLowerCase()}`,
    {
      ja: (n) => `${checkTitle(code, "ja")}${bears(n, "ja")}`,
      en: (n) => `${checkTitle(code, "en")}${bears(n, "en")}`,
      ...(advice === undefined ? {} : { advice }),
    },
  ]),
);

/** What the Ceph monitor tells. */
export const cephIncidentWords: IncidentWords = {
  ...checkWords,
  "ceph.unreachable": {
    ja: () => "Cephに接続できません",
    en: () => "Ceph cannot be reached",
    advice: {
      ja: "モニター(mon)が過半数動いているか、そのサーバーとネットワークを確かめてください。ほかの警告は、最後に聞いたときのままです。",
      en: "See whether a majority of its monitors (mon) run and can be reached. What else was wrong stands as it was heard last.",
    },
  },
  "ceph.osd_silent": {
    ja: (n) => `Cephは稼働中と言いますが、OSDが応答しません(${n["names"]})${bears(n, "ja")}`,
    en: (n) => `Ceph takes OSDs for up that do not answer (${n["names"]})${bears(n, "en")}`,
    advice: {
      ja: "一度に止まると、Ceph自身は15分ほど気づきません。そのサーバーの電源とネットワークを確かめてください。",
      en: "When they die together, Ceph itself notices after a quarter of an hour. See whether their servers are up and reachable.",
    },
  },
  "ceph.mds_silent": {
    ja: (n) => `CephFSのmdsが応答せず、控えもありません(${n["names"]})`,
    en: (n) => `An MDS of CephFS does not answer, with none in reserve (${n["names"]})`,
    advice: {
      ja: "ホームなど、CephFS上のファイルに触れるプログラムが止まります。mdsのサーバーを確かめてください。",
      en: "Whatever touches files on CephFS, such as homes, hangs. See to the server that runs it.",
    },
  },
  "ceph.full_soon": {
    ja: (n) => `このままだと、Cephは約${n["days"]}日で満杯になります`,
    en: (n) => `Ceph will be full in about ${n["days"]} days if this goes on`,
    advice: {
      ja: "/ceph df で増えているプールを確かめ、空きを作るかディスクを注文してください。",
      en: "See with /ceph df which pool grows; make room, or order disks.",
    },
  },
  "ceph.noout_stays": {
    ja: () => "時間が過ぎた noout を解除できません",
    en: () => "A noout whose time is over cannot be ended",
    advice: {
      ja: "ceph osd unset noout で解除してください。設定されている間、止まったOSDのデータは作り直されません。",
      en: "End it with ceph osd unset noout. While it is set, data of OSDs that are down is not copied anew.",
    },
  },
};
