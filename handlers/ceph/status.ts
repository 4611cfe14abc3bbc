import type { OutputOf } from "../../protocol/action.ts";
import type { cephStatus } from "../../protocol/actions/ceph.ts";
import { accepted } from "../../protocol/refusal.ts";
import { checkTitle } from "../incident-words/ceph.ts";
import { actionCommand } from "../kit/definition.ts";
import { formatLine } from "../kit/format-line.ts";
import type { Language, Reply } from "../kit/reply.ts";
import { listText } from "../kit/text.ts";
import { cephHost, hostParameter } from "./host.ts";
import { capacityText, nooutFields, unreachableReply } from "./shared.ts";
import { shared } from "./shared.words.ts";
import { words } from "./status.words.ts";

type Cluster = NonNullable<OutputOf<typeof cephStatus>["cluster"]>;

/** /ceph status: what is wrong in words, which daemons are down, how full, and how much more it bears. */
export const status = actionCommand<"ceph.status">({
  kind: "action",
  action: "ceph.status",
  family: "ceph",
  verb: "status",
  summary: words.summary,
  parameters: [hostParameter],
  examples: ["/ceph status", "/ceph status --host vm1"],
  prepare: async (values, context) => {
    const host = cephHost(context, "ceph.status", values["host"]);
    return host.ok ? accepted({ host: host.value, input: {} }) : host;
  },
  working: () => words.working,
  steps: {},
  line: (_input, host) => formatLine(["ceph", "status"], { host }),
  done: ({ host, reason, cluster }, reader): Reply => {
    const { language } = reader;
    if (cluster === null) return unreachableReply(host, reason, language);
    const told = cluster.checks.filter(({ muted }) => !muted);
    const muted = cluster.checks.length - told.length;
    const down = downOf(cluster);
    return {
      tone: told.some(({ severity }) => severity === "error") ? "failed" : "information",
      title: titleOf(told, language),
      text: muted === 0 ? [] : [words.mutedCount[language](muted)],
      list: told.map((check) => ({ title: checkTitle(check.code, language), cells: [check.said] })),
      fields: [
        { label: words.osds[language], value: osdsText(cluster, language) },
        ...(down.length === 0 ? [] : [{ label: words.down[language], value: listText(down, language) }]),
        ...silentFields(cluster, language),
        { label: words.services[language], value: servicesText(cluster, language) },
        { label: shared.capacity[language], value: capacityText(cluster, language) },
        { label: words.bearable[language], value: bearableText(cluster, language) },
        ...nooutFields(cluster.noout, reader),
      ],
      buttons: [
        ...(cluster.checks.length === 0 ? [] : [{ label: shared.showHealth[language], line: "/ceph health" }]),
        { label: shared.showOsd[language], line: "/ceph osd" },
        { label: shared.showDf[language], line: "/ceph df" },
      ],
      privacy: "place",
    };
  },
});

function titleOf(told: Cluster["checks"], language: Language): string {
  const errors = told.filter(({ severity }) => severity === "error").length;
  if (errors > 0) return words.error[language](errors);
  return told.length === 0 ? words.ok[language] : words.warning[language](told.length);
}

const downOf = ({ osds, monitors }: Cluster): readonly string[] => [...monitors.down, ...osds.down];

function osdsText({ osds }: Cluster, language: Language): string {
  return words.osdCount[language](osds.up, osds.total, osds.in);
}

function silentFields({ osds }: Cluster, language: Language) {
  return osds.silent.length === 0 ? [] : [{ label: words.silent[language], value: listText(osds.silent, language) }];
}

function servicesText({ monitors, manager, mds }: Cluster, language: Language): string {
  const parts = [words.monitors[language](monitors.inQuorum, monitors.total), words.manager[language](manager)];
  return listText(mds === null ? parts : [...parts, words.mds[language](mds.up, mds.wanted)], language);
}

function bearableText({ bearable }: Cluster, language: Language): string {
  const { servers, storage, monitors, pool } = bearable;
  const isByPool = storage !== null && storage <= monitors && pool !== null;
  return `${words.servers[language](servers)}${isByPool ? words.byPool[language](pool) : words.byMonitors[language]}`;
}
