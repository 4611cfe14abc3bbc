import type { OutputOf } from "../../protocol/action.ts";
import type { cephOsd } from "../../protocol/actions/ceph.ts";
import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import type { Language } from "../kit/reply.ts";
import { bytesText, listText } from "../kit/text.ts";
import { cephHost, hostParameter } from "./host.ts";
import { words } from "./osd.words.ts";
import { nooutFields, unreachableReply } from "./shared.ts";

type Server = NonNullable<OutputOf<typeof cephOsd>["cluster"]>["hosts"][number];

/** /ceph osd: every OSD by its server, whether it is up, and how full. */
export const osd = actionCommand<"ceph.osd">({
  kind: "action",
  action: "ceph.osd",
  family: "ceph",
  verb: "osd",
  summary: words.summary,
  parameters: [hostParameter],
  examples: ["/ceph osd", "/ceph osd --host vm1"],
  prepare: async (values, context) => {
    const host = cephHost(context, "ceph.osd", values["host"]);
    return host.ok ? accepted({ host: host.value, input: {} }) : host;
  },
  working: () => words.working,
  steps: {},
  line: (_input, host) => formatLine(["ceph", "osd"], { host }),
  done: ({ host, reason, cluster }, reader) => {
    const { language, policies, person } = reader;
    if (cluster === null) return unreachableReply(host, reason, language);
    const all = cluster.hosts.flatMap(({ osds }) => osds);
    const up = all.filter(({ state }) => state === "up").length;
    const { noout } = cluster;
    const isOurs = noout.set && noout.until !== null;
    const flag = isOurs
      ? { label: words.nooutOff[language], line: "/ceph noout --end" }
      : { label: words.noout[language], line: "/ceph noout --for 1h" };
    const mayFlag = policies.mayEver("ceph.noout", person.roles) && (isOurs || (!noout.set && up < all.length));
    return {
      tone: up === all.length ? "information" : "failed",
      title: all.length === 0 ? words.none[language] : words.title[language](up, all.length),
      list: cluster.hosts.map((server) => ({
        title: server.name,
        cells: server.osds.map((one) => osdText(one, language)),
      })),
      fields: nooutFields(noout, reader),
      buttons: mayFlag ? [flag] : [],
      privacy: "place",
    };
  },
});

function osdText({ name, state, out, usedPercent, totalBytes }: Server["osds"][number], language: Language): string {
  const full =
    usedPercent === null || totalBytes === null ? [] : [`${usedPercent.toFixed(0)} % / ${bytesText(totalBytes)}`];
  return `${name} ${listText([words.states[state][language], ...(out ? [words.out[language]] : []), ...full], language)}`;
}
