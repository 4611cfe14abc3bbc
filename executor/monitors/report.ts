import { z } from "zod";
import { type Condition, type MonitorReport, monitorReportSchema } from "../../protocol/monitor.ts";
import type { Look, Monitor } from "./monitor.ts";

const mostConditions = 200;
const mostLines = 10;
const lineLimit = 300;
const numberLimit = 200;

/**
 * What a look found, as the protocol takes it. What programs say may be long: it is cut. Throws where it is garbage: a
 * report that the bot refuses would take the whole inventory of this host with it.
 */
export function reportOf({ name, everyMs }: Monitor, { conditions, figures = [] }: Look, at: number): MonitorReport {
  const worst = conditions.toSorted((a, b) => rank(a) - rank(b)).slice(0, mostConditions);
  const read = monitorReportSchema.safeParse({
    ...{ name, at, everyMs, fault: null },
    conditions: worst.map(cut),
    figures: [...figures],
  });
  if (!read.success) throw new Error(`what it found is garbage: ${z.prettifyError(read.error)}`);
  const keys = new Set(read.data.conditions.map(({ key }) => key));
  if (keys.size < read.data.conditions.length) throw new Error("what it found is garbage: two conditions of one key");
  return read.data;
}

const rank = ({ severity }: Condition): number => (severity === "error" ? 0 : 1);

function cut(condition: Condition): Condition {
  const numbers = Object.entries(condition.numbers).map(([name, value]) => [
    name,
    typeof value === "string" ? value.slice(0, numberLimit) : value,
  ]);
  const lines = condition.lines.slice(0, mostLines).map((line) => line.slice(0, lineLimit));
  return { ...condition, numbers: Object.fromEntries(numbers), lines };
}
