import type { Condition } from "../../../protocol/monitor.ts";
import { linesOf, linkOf, wordOf } from "../text.ts";
import { ownCodes } from "./known.ts";
import type { Alert } from "./payload.ts";

/** What people call the severities that wake somebody; all others wait for the day. */
const errors: ReadonlySet<string> = new Set(["critical", "error", "page", "emergency", "major", "high", "disaster"]);
/** Labels that the title shows already, or that say nothing to people. */
const unsaid: ReadonlySet<string> = new Set(["alertname", "severity", "prometheus", "monitor"]);
/** A trouble that our own monitors see too is given so long to be told by them first, in milliseconds. */
const ownFirstMs = 60_000;

/** An alert as a condition. All of its text is other people's, and only shown. */
export function alertCondition(alert: Alert, now: number): Condition {
  const { labels, annotations, fingerprint, startsAt } = alert;
  const name = wordOf(labels["alertname"] ?? "") || "?";
  const summary = wordOf(annotations["summary"] ?? annotations["message"] ?? "");
  const documentation = linkOf(annotations["runbook_url"] ?? annotations["runbook"] ?? annotations["documentation"]);
  const rest = Object.entries(labels).filter(([label]) => !unsaid.has(label));
  return {
    key: fingerprint,
    code: "alertmanager.alert",
    severity: errors.has((labels["severity"] ?? "").toLowerCase()) ? "error" : "warning",
    scope: "department",
    numbers: {
      alert: name,
      ...(summary === "" ? {} : { summary }),
      ...(labels["instance"] === undefined ? {} : { instance: wordOf(labels["instance"]) }),
    },
    lines: linesOf(annotations["description"], rest.map(([label, value]) => `${label}=${value}`).join(" ")),
    since: Math.min(Date.parse(startsAt), now),
    ...(ownCodes(name).length === 0 ? {} : { holdMs: ownFirstMs }),
    ...(documentation === undefined ? {} : { documentation }),
  };
}
