import { jobsPerPerson, limitsOf } from "../../policies/limits.ts";
import { localCommand } from "../kit/definition.ts";
import { useOf } from "../kit/hint.ts";
import type { Context, HostView } from "../kit/ports.ts";
import { roleText } from "../kit/refusals.ts";
import { ageText, listText, personText, sizeText } from "../kit/text.ts";
import { words } from "./me.words.ts";

/** /me: account, roles, and what is used of the limits on each host. */
export const me = localCommand({
  kind: "local",
  permission: "me",
  family: "me",
  verb: "",
  summary: words.summary,
  parameters: [],
  examples: ["/me", "/me --help"],
  answer: async (_values, context) => {
    const { language, person } = context;
    const limits = limitsOf(person.roles);
    const hosts = context.directory.hosts();
    return {
      reply: {
        tone: "information",
        title: personText(person),
        text: [words.counting[language], words.jobs[language](jobsPerPerson.running, jobsPerPerson.waiting)],
        fields: [
          {
            label: words.roles[language],
            value: listText(
              person.roles.map((role) => roleText(role, context)),
              language,
            ),
          },
          { label: words.language[language], value: words.languages[language] },
          ...hosts.flatMap((view) => useFields(view, hosts.length > 1, context)),
        ],
        buttons: [{ label: words.other[language], line: `/me language ${language === "ja" ? "en" : "ja"}` }],
        privacy: "private",
      },
      output: {
        account: person.name,
        uid: person.uid,
        fullName: person.fullName,
        roles: person.roles,
        language,
        limits,
        use: hosts.map((view) => ({ host: view.host, silent: view.silent, ...useOf(context, view) })),
      },
    };
  },
});

/** "2 / 4": what is used on a host of what may be used there. */
function useFields(view: HostView, named: boolean, context: Context): { label: string; value: string }[] {
  const { language } = context;
  const limits = limitsOf(context.person.roles);
  const use = useOf(context, view);
  const on = named ? ` (${view.host})` : "";
  const age = view.silent ? `, ${ageText(context.now() - view.heardAt, language)}` : "";
  const field = (label: string, used: string | number, limit: string | number) => ({
    label: label + on,
    value: `${used} / ${limit}${age}`,
  });
  return [
    field(words.guests[language], use.guests, limits.guests),
    field(words.cpus[language], use.runningCpus, limits.cpus),
    field(words.memory[language], sizeText(use.runningMemoryMiB), sizeText(limits.memoryMiB)),
    field(words.disk[language], sizeText(use.diskGiB * 1024), sizeText(limits.diskGiB * 1024)),
  ];
}
