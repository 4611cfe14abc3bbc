import { jobsPerPerson, limitsOf } from "../../policies/limits.ts";
import { holdsAt } from "../../protocol/order.ts";
import { localCommand } from "../kit/definition.ts";
import { useOf } from "../kit/hint.ts";
import { ownExams, ownLimitsOf } from "../kit/orders.ts";
import type { Context, HostView } from "../kit/ports.ts";
import { roleText } from "../kit/refusals.ts";
import { ageText, listText, personText, sizeText, timeText } from "../kit/text.ts";
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
    const own = ownLimitsOf(context);
    const limits = limitsOf(person.roles, own?.limits);
    const hosts = context.directory.hosts();
    return {
      reply: {
        tone: "information",
        title: personText(person),
        text: [
          ...orderTexts(context),
          words.counting[language],
          words.jobs[language](jobsPerPerson.running, jobsPerPerson.waiting),
        ],
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
        ...(own === undefined ? {} : { ownLimits: { ...own.limits, from: own.from, until: own.until } }),
        exams: ownExams(context).map(({ course, from, until }) => ({ course, from, until })),
        use: hosts.map((view) => ({ host: view.host, silent: view.silent, ...useOf(context, view) })),
      },
    };
  },
});

/** What was ordered for the person: limits of their own, exams that run or are to come. */
function orderTexts(context: Context): readonly string[] {
  const { language, now } = context;
  const own = ownLimitsOf(context);
  const limits =
    own === undefined
      ? []
      : [
          own.until === null
            ? words.ownLimits[language](own.reason)
            : words.ownLimitsUntil[language](timeText(own.until, context), own.reason),
        ];
  const exams = ownExams(context).map((order) =>
    holdsAt(order, now())
      ? words.exam[language](order.course, timeText(order.until, context))
      : words.examToCome[language](order.course, timeText(order.from, context), timeText(order.until, context)),
  );
  return [...exams, ...limits];
}

/** "2 / 4": what is used on a host of what may be used there. */
function useFields(view: HostView, named: boolean, context: Context): { label: string; value: string }[] {
  const { language } = context;
  const limits = limitsOf(context.person.roles, ownLimitsOf(context)?.limits);
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
