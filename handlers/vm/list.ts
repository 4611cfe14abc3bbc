import { localCommand } from "../kit/definition.ts";
import type { OwnGuest } from "../kit/directory.ts";
import { isOpen, ownGuests } from "../kit/directory.ts";
import type { Context } from "../kit/ports.ts";
import { ageText, listText, sizeText } from "../kit/text.ts";
import { heardHosts, silentLines } from "./inventory.ts";
import { words } from "./list.words.ts";
import { states } from "./shared.words.ts";

/** /vm list: the person's own guests, from the inventory. */
export const list = localCommand({
  kind: "local",
  permission: "vm.list",
  family: "vm",
  verb: "list",
  summary: words.summary,
  parameters: [],
  examples: ["/vm list", "/vm list --help"],
  answer: async (_values, context) => {
    const hosts = heardHosts(context);
    if (!hosts.ok) return { refusal: hosts.refusal };
    const { language } = context;
    const own = ownGuests(context);
    return {
      reply: {
        tone: "information",
        title: own.length === 0 ? words.none[language] : words.title[language](own.length),
        text: [
          ...silentLines(context),
          ...makingLines(context),
          ...(own.length === 0 && silentLines(context).length === 0 ? [words.begin[language]] : []),
        ],
        list: own.map((one) => ({ title: one.guest.name, cells: cellsOf(one, context) })),
        buttons:
          own.length === 0
            ? [{ label: words.templates[language], line: "/vm templates" }]
            : own.slice(0, 5).map(({ guest }) => ({ label: guest.name, line: `/vm show ${guest.name}` })),
        privacy: "private",
        footer: words.age[language](ageText(context.now() - hosts.value.heardAt, language)),
      },
      output: {
        guests: own.map(({ view, guest }) => ({
          name: guest.name,
          host: view.host,
          state: view.silent ? "unknown" : guest.state,
          address: guest.address,
          template: guest.template,
          cpu: guest.cpu,
          memoryMiB: guest.memoryMiB,
          diskGiB: guest.diskGiB,
          note: guest.note,
        })),
        heardAt: hosts.value.heardAt,
      },
    };
  },
});

function cellsOf({ view, guest }: OwnGuest, { language }: Context): readonly string[] {
  const state = view.silent ? words.silentState[language] : states[guest.state][language];
  const size = `${guest.cpu} CPU, ${sizeText(guest.memoryMiB)}, ${sizeText(guest.diskGiB * 1024)}`;
  return [state, guest.address ?? "-", guest.template, size, view.host, ...(guest.note === null ? [] : [guest.note])];
}

/** Guests that are still being made are not in the inventory yet. */
function makingLines(context: Context): readonly string[] {
  const making = context.jobs
    .ofPerson(context.person.name, 20)
    .filter((job) => job.action === "vm.create" && isOpen(job))
    .map((job) => `#${job.number}`);
  return making.length === 0 ? [] : [words.making[context.language](listText(making, context.language))];
}
