import { localCommand } from "../kit/definition.ts";
import { ownGuests } from "../kit/directory.ts";
import { formatLine } from "../kit/format-line.ts";
import { freeName } from "../kit/names.ts";
import type { Context } from "../kit/ports.ts";
import { ageText, listText, sizeText } from "../kit/text.ts";
import { heardHosts, silentLines } from "./inventory.ts";
import { words } from "./templates.words.ts";

/** /vm templates: what guests can be made from, from the inventory. */
export const templates = localCommand({
  kind: "local",
  permission: "vm.templates",
  family: "vm",
  verb: "templates",
  summary: words.summary,
  parameters: [],
  examples: ["/vm templates", "/vm templates --help"],
  answer: async (_values, context) => {
    const hosts = heardHosts(context);
    if (!hosts.ok) return { refusal: hosts.refusal };
    const { language } = context;
    const all = templatesOf(context);
    const name = freeName(
      "web",
      ownGuests(context).map(({ guest }) => guest.name),
    );
    const lines = all.map((template) => formatLine(["vm", "create", template.name, name]));
    return {
      reply: {
        tone: "information",
        title: all.length === 0 ? words.none[language] : words.title[language],
        text: [...silentLines(context), ...(all.length === 0 ? [] : [words.next[language]])],
        list: all.map((template) => ({
          title: template.name,
          cells: [
            template.title[language],
            words.disk[language](sizeText(template.minimumDiskGiB * 1024)),
            listText(template.hosts, language),
          ],
        })),
        ...(lines[0] === undefined ? {} : { code: lines[0] }),
        buttons: lines.slice(0, 5).map((line, index) => ({
          label: words.make[language](all[index]?.name ?? ""),
          line,
        })),
        privacy: "private",
        footer: words.age[language](ageText(context.now() - hosts.value.heardAt, language)),
      },
      output: { templates: all, heardAt: hosts.value.heardAt },
    };
  },
});

/** Each template once, with the hosts that hold it. */
function templatesOf(context: Context) {
  const views = context.directory.hosts();
  const names = [...new Set(views.flatMap((view) => view.inventory.templates.map(({ name }) => name)))].sort();
  return names.flatMap((name) => {
    const holding = views.filter((view) => view.inventory.templates.some((one) => one.name === name));
    const template = holding[0]?.inventory.templates.find((one) => one.name === name);
    return template === undefined ? [] : [{ ...template, hosts: holding.map(({ host }) => host) }];
  });
}
