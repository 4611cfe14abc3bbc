import { accepted, type Refusal, refuse, refused } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { isFresh, type Place } from "../kit/directory.ts";
import { formatLine, sizeValue } from "../kit/format-line.ts";
import type { Context } from "../kit/ports.ts";
import { sizeText } from "../kit/text.ts";
import { words } from "./disk.words.ts";
import { placeFor } from "./named.ts";
import { guestParameter, hostParameter, numberOf } from "./parameters.ts";
import { button } from "./reachable.ts";
import { shared } from "./shared.words.ts";

/** /vm disk NAME SIZE: makes a guest's disk larger, running or not. */
export const disk = actionCommand<"vm.disk">({
  kind: "action",
  action: "vm.disk",
  family: "vm",
  verb: "disk",
  summary: words.summary,
  parameters: [
    guestParameter,
    {
      ...{ name: "size", kind: "size", place: "positional", required: true, text: words.size, unit: "G" },
      ...{ minimum: 1024, maximum: 65_536 * 1024 },
    },
    hostParameter,
  ],
  examples: ["/vm disk web 20G", "/vm disk web 30"],
  prepare: async (values, context) => {
    const place = placeFor(values, context);
    if (!place.ok) return place;
    const { host, name } = place.value;
    const input = { name, diskGiB: Math.ceil((numberOf(values, "size") ?? 0) / 1024) };
    const refusal = notLarger(place.value, input.diskGiB, context);
    return refusal === undefined ? accepted({ host, input }) : refused(refusal);
  },
  working: ({ name }) => ({ ja: words.working.ja(name), en: words.working.en(name) }),
  steps: words.steps,
  line: ({ name, diskGiB }, host) => formatLine(["vm", "disk", name, sizeValue(diskGiB * 1024)], { host }),
  done: ({ name, host, diskGiB, before, running }, context) => {
    const { language } = context;
    return {
      tone: "done",
      title: words.done[language](name, sizeText(diskGiB * 1024)),
      text: [running ? words.insideNow[language] : words.insideLater[language]],
      fields: [
        { label: words.before[language], value: sizeText(before * 1024) },
        { label: shared.disk[language], value: sizeText(diskGiB * 1024) },
        { label: shared.host[language], value: host },
      ],
      ...(running ? { code: words.commands } : {}),
      buttons: [button(running ? "show" : "start", name, context)],
      privacy: "private",
    };
  },
});

/** Only from an inventory that can be relied on; the host looks at the disk itself. */
function notLarger({ host, guest }: Place, diskGiB: number, context: Context): Refusal | undefined {
  const view = context.directory.hosts().find((one) => one.host === host);
  if (guest === undefined || view === undefined || diskGiB > guest.diskGiB || !isFresh(context, view)) return undefined;
  return refuse("disk.not_larger", { request: diskGiB, now: guest.diskGiB });
}
