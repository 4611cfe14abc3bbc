import { accepted } from "../../protocol/refusal.ts";
import { checkAdvice, checkTitle } from "../incident-words/ceph.ts";
import { actionCommand } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import type { Reader } from "../kit/ports.ts";
import { listText, timeText } from "../kit/text.ts";
import { words } from "./health.words.ts";
import { cephHost, hostParameter } from "./host.ts";
import { unreachableReply } from "./shared.ts";
import { shared } from "./shared.words.ts";

const mostButtons = 3;

/** /ceph health: every check with its lines, what to do about it, and what is muted until when. */
export const health = actionCommand<"ceph.health">({
  kind: "action",
  action: "ceph.health",
  family: "ceph",
  verb: "health",
  summary: words.summary,
  parameters: [hostParameter],
  examples: ["/ceph health", "/ceph health --host vm1"],
  prepare: async (values, context) => {
    const host = cephHost(context, "ceph.health", values["host"]);
    return host.ok ? accepted({ host: host.value, input: {} }) : host;
  },
  working: () => words.working,
  steps: {},
  line: (_input, host) => formatLine(["ceph", "health"], { host }),
  done: ({ host, reason, cluster }, reader) => {
    const { language, policies, person } = reader;
    if (cluster === null) return unreachableReply(host, reason, language);
    const { checks, mutes } = cluster;
    const open = checks.filter(({ muted }) => !muted);
    const mayMute = policies.mayEver("ceph.mute", person.roles);
    const muted = mutes.map((mute) => muteText(mute, reader));
    return {
      tone: open.some(({ severity }) => severity === "error") ? "failed" : "information",
      title: open.length === 0 ? words.ok[language] : words.title[language](open.length),
      list: checks.map(({ code, muted: isMuted, said, lines }) => ({
        title: isMuted ? `${checkTitle(code, language)} (${shared.muted[language]})` : checkTitle(code, language),
        cells: [`${code}: ${said}`, ...lines, ...checkAdvice(code, language)],
      })),
      ...(muted.length === 0 ? {} : { fields: [{ label: words.mutes[language], value: listText(muted, language) }] }),
      buttons: mayMute
        ? open.slice(0, mostButtons).map(({ code }) => ({
            label: words.mute[language](code),
            line: formatLine(["ceph", "mute", code], { for: "4h" }),
          }))
        : [],
      privacy: "place",
    };
  },
});

function muteText({ code, until }: { code: string; until: string | null }, reader: Reader): string {
  const at = Date.parse((until ?? "").replace(/([+-]\d{2})(\d{2})$/u, "$1:$2"));
  return Number.isNaN(at) ? code : words.until[reader.language](code, timeText(at, reader));
}
