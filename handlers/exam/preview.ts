import type { OutputOf } from "../../protocol/action.ts";
import type { examPreview, Member } from "../../protocol/actions/orders.ts";
import { accepted } from "../../protocol/refusal.ts";
import { actionCommand } from "../kit/definition.ts";
import { anyHost, isOpen } from "../kit/directory.ts";
import type { Context } from "../kit/ports.ts";
import type { Reply } from "../kit/reply.ts";
import { listText, personText } from "../kit/text.ts";
import { examIn, examLine, examParameters, timesText } from "./asked.ts";
import { words } from "./preview.words.ts";
import { words as shared } from "./shared.words.ts";

/** A message names no more people than that; the rest stand in a file. */
const mostNamed = 25;
const mostJobs = 100;

/** /exam preview COURSE: whom an exam would touch; also what /exam start asks with. */
export const previewExam = actionCommand<"exam.preview">({
  kind: "action",
  action: "exam.preview",
  family: "exam",
  verb: "preview",
  summary: words.summary,
  parameters: examParameters,
  examples: [
    "/exam preview os2026 --from 2026-12-01 13:00 --until 14:30",
    "/exam preview os2026 --from tomorrow 9:00 --until +90m",
  ],
  prepare: async (values, context) => {
    const asked = examIn(values, context);
    if (!asked.ok) return asked;
    const hosts = anyHost(context);
    return hosts.ok ? accepted({ host: hosts.value[0]?.host ?? "", input: asked.value }) : hosts;
  },
  working: () => words.working,
  steps: {},
  line: (asked) => examLine("preview", asked),
  done: question,
});

/** Who is touched, as people know them, with what of theirs goes on; nobody's guests are named. */
function question(output: OutputOf<typeof examPreview>, context: Context): Reply {
  const { language, timeZone } = context;
  const sitting = output.members.filter(({ sits }) => sits).map((member) => ({ member, ...activity(member, context) }));
  const others = output.members.filter(({ sits }) => !sits);
  // Who has something going on is to be seen first.
  const rows = sitting
    .toSorted((a, b) => b.guests + b.jobs - (a.guests + a.jobs))
    .map(({ member, guests, jobs }) => ({
      title: personText(member),
      cells: [
        guests === 0 ? words.nothing[language] : words.running[language](guests),
        ...(jobs === 0 ? [] : [words.jobs[language](jobs)]),
      ],
    }));
  const sum = (of: "guests" | "jobs"): number => sitting.reduce((total, one) => total + one[of], 0);
  const more = rows.length - mostNamed;
  const untouched = others.slice(0, mostNamed).map(personText);
  return {
    tone: "question",
    title: words.question[language](output.course, sitting.length),
    text: [
      shared.onlyLook[language],
      words.total[language](sum("guests"), sum("jobs")),
      ...(untouched.length === 0 ? [] : [words.untouched[language](listText(untouched, language))]),
      ...(more > 0 ? [words.more[language](more)] : []),
    ],
    fields: [
      { label: shared.when[language], value: timesText(output, context) },
      { label: shared.why[language], value: output.reason },
    ],
    list: rows.slice(0, mostNamed),
    ...(more > 0
      ? {
          file: {
            name: words.file,
            content: rows.map(({ title, cells }) => `${[title, ...cells].join("  ")}\n`).join(""),
          },
        }
      : {}),
    buttons: [
      { label: words.start[language], line: `${examLine("start", output, timeZone)} --yes`, style: "primary" },
      { label: shared.list[language], line: "/exam list" },
    ],
    privacy: "private",
  };
}

function activity({ name, uid }: Member, context: Context): { readonly guests: number; readonly jobs: number } {
  const own = context.directory
    .hosts()
    .flatMap(({ inventory }) => inventory.guests)
    .filter(({ owner }) => owner.name === name && owner.uid === uid);
  const running = own.filter(({ state }) => state === "running" || state === "paused");
  return { guests: running.length, jobs: context.jobs.ofPerson(name, mostJobs).filter(isOpen).length };
}
