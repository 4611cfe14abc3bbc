import { shown } from "../kit/characters.ts";
import { localCommand } from "../kit/definition.ts";
import { isOpen } from "../kit/directory.ts";
import { ageText } from "../kit/text.ts";
import { words } from "./list.words.ts";
import { jobStates } from "./shared.words.ts";

/** How many jobs are listed. */
const listed = 10;

/** /jobs: the person's own jobs, newest first. */
export const listJobs = localCommand({
  kind: "local",
  permission: "jobs.list",
  family: "jobs",
  verb: "",
  summary: words.summary,
  parameters: [],
  examples: ["/jobs", "/jobs --help"],
  answer: async (_values, context) => {
    const { language } = context;
    const jobs = context.jobs.ofPerson(context.person.name, listed);
    const open = jobs.filter(isOpen);
    return {
      reply: {
        tone: "information",
        title: jobs.length === 0 ? words.none[language] : words.title[language],
        list: jobs.map((job) => ({
          title: `#${job.number} ${shown(job.line, 80)}`,
          cells: [jobStates[job.status][language], ageText(context.now() - job.acceptedAt, language)],
        })),
        buttons: open.slice(0, 5).map((job) => ({
          label: words.cancel[language](job.number),
          line: `/jobs cancel ${job.number}`,
        })),
        privacy: "private",
      },
      output: {
        jobs: jobs.map(({ number, line, status, host, acceptedAt, endedAt }) => ({
          number,
          line,
          status,
          host,
          acceptedAt,
          endedAt: endedAt ?? null,
        })),
      },
    };
  },
});
