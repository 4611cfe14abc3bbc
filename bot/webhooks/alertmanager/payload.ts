import { createHash } from "node:crypto";
import { z } from "zod";
import type { Condition } from "../../../protocol/monitor.ts";
import type { Told } from "../told.ts";
import { alertCondition } from "./condition.ts";

const texts = z.record(z.string(), z.string());

const alertSchema = z.object({
  status: z.enum(["firing", "resolved"]),
  labels: texts,
  annotations: texts.default({}),
  startsAt: z.iso.datetime({ offset: true }),
  generatorURL: z.string().default(""),
  /** Stays the same as long as the labels do. */
  fingerprint: z.string().regex(/^[0-9a-f]{16}$/u),
});
export type Alert = z.infer<typeof alertSchema>;

/** prometheus.io/docs/alerting/latest/configuration, webhook_config; what is not named here is not looked at. */
export const payloadSchema = z.object({
  version: z.literal("4"),
  groupKey: z.string(),
  /** Alerts that were left out because of the receiver's max_alerts. */
  truncatedAlerts: z.int().min(0).default(0),
  alerts: z.array(alertSchema).max(20_000),
});

/**
 * What a payload changes. Each alert's own status is looked at: the group fires as long as one of its alerts does.
 * @param now milliseconds since 1970
 */
export function changesOf(payload: z.infer<typeof payloadSchema>, now: number): Told[] {
  const { alerts, groupKey, truncatedAlerts } = payload;
  const all = alerts.map((alert): Told => {
    const isFiring = alert.status === "firing" && !isOnlySignOfLife(alert);
    return { key: alert.fingerprint, condition: isFiring ? alertCondition(alert, now) : undefined };
  });
  const key = `truncated:${createHash("sha256").update(groupKey).digest("hex").slice(0, 16)}`;
  return [...all, { key, condition: truncatedAlerts > 0 ? truncated(key, truncatedAlerts, now) : undefined }];
}

/** The usual rule that always fires, to show that Alertmanager works: nothing is wrong. */
const isOnlySignOfLife = ({ labels }: Alert): boolean =>
  labels["alertname"] === "Watchdog" || labels["severity"] === "none";

const truncated = (key: string, count: number, since: number): Condition => ({
  ...{ key, code: "alertmanager.truncated", severity: "warning", scope: "department" },
  ...{ numbers: { count }, lines: [], since },
});
