import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import { bytesText } from "../kit/text.ts";
import { words } from "./df.words.ts";
import { cephHost, hostParameter } from "./host.ts";
import { capacityText, unreachableReply } from "./shared.ts";
import { shared } from "./shared.words.ts";

/** /ceph df: how full the cluster and each pool is, and in how many days nothing more fits. */
export const df = actionCommand<"ceph.df">({
  kind: "action",
  action: "ceph.df",
  family: "ceph",
  verb: "df",
  summary: words.summary,
  parameters: [hostParameter],
  examples: ["/ceph df", "/ceph df --host vm1"],
  prepare: async (values, context) => {
    const host = cephHost(context, "ceph.df", values["host"]);
    return host.ok ? accepted({ host: host.value, input: {} }) : host;
  },
  working: () => words.working,
  steps: {},
  line: (_input, host) => formatLine(["ceph", "df"], { host }),
  done: ({ host, reason, cluster }, { language }) => {
    if (cluster === null) return unreachableReply(host, reason, language);
    return {
      tone: "information",
      title: words.title[language],
      fields: [{ label: shared.capacity[language], value: capacityText(cluster, language) }],
      list: cluster.pools.map(({ name, storedBytes, freeBytes }) => ({
        title: name,
        cells: [words.stored[language](bytesText(storedBytes), bytesText(freeBytes))],
      })),
      buttons: [{ label: shared.showOsd[language], line: "/ceph osd" }],
      privacy: "place",
    };
  },
});
