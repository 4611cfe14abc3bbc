import { guestDefaults } from "../../policies/limits.ts";
import type { Refusal } from "../../protocol/refusal.ts";
import { accepted, refuse, refused } from "../../protocol/refusal.ts";
import { actionCommand, type Parameter } from "../kit/definition.ts";
import { isFresh, ownGuests } from "../kit/directory.ts";
import { formatLine, sizeValue } from "../kit/format-line.ts";
import { freeName } from "../kit/names.ts";
import type { Context, HostView } from "../kit/ports.ts";
import { sizeText } from "../kit/text.ts";
import { words } from "./create.words.ts";
import { chooseHost } from "./host-choice.ts";
import { hostParameter, numberOf, textOf } from "./parameters.ts";
import { reachableReply } from "./reachable.ts";
import { shared, steps } from "./shared.words.ts";

const option = { place: "option", required: false } as const;
const parameters: readonly Parameter[] = [
  { name: "template", kind: "template", place: "positional", required: true, text: words.template },
  { name: "name", kind: "new-name", place: "positional", required: true, text: words.name },
  { name: "cpu", kind: "integer", ...option, text: words.cpu, minimum: 1, maximum: 256 },
  { name: "memory", kind: "size", ...option, text: words.memory, unit: "G", minimum: 128, maximum: 1_048_576 },
  { name: "disk", kind: "size", ...option, text: words.disk, unit: "G", minimum: 1024, maximum: 65_536 * 1024 },
  { ...hostParameter, text: words.host },
  { name: "note", kind: "text", ...option, text: words.note },
];

interface CreateInput {
  readonly template: string;
  readonly name: string;
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly diskGiB: number;
  readonly note?: string | undefined;
}

/** What is usual is left out. */
const line = ({ template, name, cpu, memoryMiB, diskGiB, note }: CreateInput, host?: string): string =>
  formatLine(["vm", "create", template, name], {
    cpu: cpu === guestDefaults.cpu ? undefined : cpu,
    memory: memoryMiB === guestDefaults.memoryMiB ? undefined : sizeValue(memoryMiB),
    disk: diskGiB === guestDefaults.diskGiB ? undefined : sizeValue(diskGiB * 1024),
    host,
    note,
  });

/** /vm create TEMPLATE NAME: a new guest as an overlay on a template. */
export const create = actionCommand<"vm.create">({
  kind: "action",
  action: "vm.create",
  family: "vm",
  verb: "create",
  summary: words.summary,
  parameters,
  examples: ["/vm create tiny web", "/vm create tiny db --cpu 2 --memory 2G --note 研究用"],
  prepare: async (values, context) => {
    const template = textOf(values, "template") ?? "";
    const name = textOf(values, "name") ?? "";
    const note = textOf(values, "note");
    const memoryMiB = numberOf(values, "memory") ?? guestDefaults.memoryMiB;
    const requested = textOf(values, "host");
    const host = chooseHost(context, { template, memoryMiB, host: requested });
    if (!host.ok) return host;
    const minimum = host.value.inventory.templates.find((one) => one.name === template)?.minimumDiskGiB ?? 1;
    const diskMiB = numberOf(values, "disk") ?? Math.max(guestDefaults.diskGiB, minimum) * 1024;
    const given = context.givenKeys?.(context.person);
    const input = {
      template,
      name,
      cpu: numberOf(values, "cpu") ?? guestDefaults.cpu,
      memoryMiB,
      diskGiB: Math.ceil(diskMiB / 1024),
      ...(note === undefined ? {} : { note }),
      ...(given === undefined ? {} : { keys: given.statement }),
    };
    const refusal = taken(context, host.value, input, requested) ?? tooSmall(input, minimum, requested);
    return refusal === undefined ? accepted({ host: host.value.host, input }) : refused(refusal);
  },
  working: ({ name }) => ({ ja: words.working.ja(name), en: words.working.en(name) }),
  steps: { ...words.steps, start: steps.start, address: steps.address },
  line,
  done: (guest, context) =>
    reachableReply(guest, words.done[context.language](guest.name), context, [
      { label: shared.template[context.language], value: guest.template },
      { label: shared.cpu[context.language], value: shared.cpus[context.language](guest.cpu) },
      { label: shared.memory[context.language], value: sizeText(guest.memoryMiB) },
      { label: shared.disk[context.language], value: sizeText(guest.diskGiB * 1024) },
    ]),
});

/** Only from an inventory that can be relied on: a guest that was just deleted may still be in it. */
function taken(context: Context, view: HostView, input: CreateInput, host: string | undefined): Refusal | undefined {
  const names = ownGuests(context).flatMap((own) => (own.view.host === view.host ? [own.guest.name] : []));
  if (!names.includes(input.name) || !isFresh(context, view)) return undefined;
  const better = { ...input, name: freeName(input.name, names) };
  return refuse("guest.exists", { name: input.name }, { passing: { line: line(better, host) } });
}

function tooSmall(input: CreateInput, minimum: number, host: string | undefined): Refusal | undefined {
  if (input.diskGiB >= minimum) return undefined;
  const numbers = { request: input.diskGiB, minimum };
  return refuse("disk.below_template", numbers, { passing: { line: line({ ...input, diskGiB: minimum }, host) } });
}
