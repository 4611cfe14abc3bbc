import { accountSchema } from "../../protocol/names.ts";
import type { OwnLimits } from "../../protocol/order.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { shown } from "../kit/characters.ts";
import { actionCommand, textIn, type Values } from "../kit/definition.ts";
import { anyHost } from "../kit/directory.ts";
import { formatLine, sizeValue } from "../kit/format-line.ts";
import { readTimes } from "../kit/times.ts";
import { words } from "./set.words.ts";
import { limitFields, timesText } from "./shared.ts";
import { words as shared } from "./shared.words.ts";

const largest = { guests: 1_000, cpus: 4_096, memoryMiB: 16_777_216, diskGiB: 1_048_576, gpus: 1_000 } as const;
const diskMiB = largest.diskGiB * 1024;

/** /limit set PERSON: an administrator gives somebody other limits than their roles do, for a time. */
export const setLimits = actionCommand<"limit.set">({
  kind: "action",
  action: "limit.set",
  family: "limit",
  verb: "set",
  summary: words.summary,
  parameters: [
    { name: "person", kind: "word", place: "positional", required: true, text: shared.person },
    { ...option("guests", "integer"), maximum: largest.guests },
    { ...option("cpu", "integer"), maximum: largest.cpus },
    { ...option("memory", "size"), maximum: largest.memoryMiB, unit: "G" },
    { ...option("disk", "size"), maximum: diskMiB, unit: "G" },
    { ...option("gpus", "integer"), maximum: largest.gpus },
    option("from", "moment"),
    option("until", "moment"),
    { ...option("reason", "text"), required: true },
  ],
  oneOf: ["guests", "cpu", "memory", "disk", "gpus"],
  examples: [
    '/limit set e235701 --guests 6 --until 2027-03-31 --reason "thesis"',
    "/limit set e235701 --memory 16G --disk 100G --from tomorrow 9:00 --until +2w --reason contest",
  ],
  prepare: async (values, context) => {
    const account = personIn(values);
    if (!account.ok) return account;
    if (account.value === context.person.name) return refused(refuse("limit.self"));
    const times = readTimes(values, context);
    if (!times.ok) return times;
    const hosts = anyHost(context);
    if (!hosts.ok) return hosts;
    const { from, until = null } = times.value;
    const reason = textIn(values, "reason");
    const input = { account: account.value, limits: limitsIn(values), from, until, reason };
    return accepted({ host: hosts.value[0]?.host ?? "", input });
  },
  working: () => words.working,
  steps: words.steps,
  line: ({ account, limits, from, until, reason }) =>
    formatLine(["limit", "set", account], {
      guests: limits.guests,
      cpu: limits.cpus,
      memory: limits.memoryMiB === undefined ? undefined : sizeValue(limits.memoryMiB),
      disk: limits.diskGiB === undefined ? undefined : sizeValue(limits.diskGiB * 1024),
      gpus: limits.gpus,
      from: new Date(from).toISOString().replace(".000", ""),
      until: until === null ? undefined : new Date(until).toISOString().replace(".000", ""),
      reason,
    }),
  done: (output, context) => ({
    tone: "done",
    title: words.done[context.language](output.person.name),
    text: [shared.everywhere[context.language]],
    fields: [
      ...limitFields(output.person.name, output.limits, context),
      { label: words.when[context.language], value: timesText(output, context) },
      { label: words.why[context.language], value: output.reason },
    ],
    buttons: [
      { label: shared.list[context.language], line: "/limit list" },
      { label: words.end[context.language], line: formatLine(["limit", "end", output.person.name]) },
    ],
    privacy: "private",
  }),
});

function option<K extends "integer" | "size" | "moment" | "text">(
  name: "guests" | "cpu" | "memory" | "disk" | "gpus" | "from" | "until" | "reason",
  kind: K,
) {
  const minimum = kind === "integer" || kind === "size" ? { minimum: 0 } : {};
  return { name, kind, place: "option", required: false, text: words[name], ...minimum } as const;
}

/** The account that is meant, of whoever it is. */
export function personIn(values: Values): Outcome<string> {
  const typed = textIn(values, "person");
  const account = accountSchema.safeParse(typed);
  return account.success ? accepted(account.data) : refused(refuse("limit.person", { account: shown(typed) }));
}

function limitsIn({ guests, cpu, memory, disk, gpus }: Values): OwnLimits {
  return {
    ...(typeof guests === "number" ? { guests } : {}),
    ...(typeof cpu === "number" ? { cpus: cpu } : {}),
    ...(typeof memory === "number" ? { memoryMiB: memory } : {}),
    ...(typeof disk === "number" ? { diskGiB: Math.ceil(disk / 1024) } : {}),
    ...(typeof gpus === "number" ? { gpus } : {}),
  };
}
