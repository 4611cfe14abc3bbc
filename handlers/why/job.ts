import { shown } from "../kit/characters.ts";
import type { ErasedActionCommand } from "../kit/definition.ts";
import type { Context, JobView } from "../kit/ports.ts";
import { resultReply } from "../kit/render.ts";
import type { Reply } from "../kit/reply.ts";
import { ageText, timeText } from "../kit/text.ts";
import { words } from "./why.words.ts";

/** Why one of the person's jobs was refused, failed, or has not ended. */
export function whyJob(job: JobView, context: Context, registry: readonly ErasedActionCommand[]): Reply {
  const { language } = context;
  const title = words.job[language](job.number, shown(job.line, 80));
  const base: Reply = {
    tone: "information",
    title,
    fields: [
      { label: words.when[language], value: timeText(job.endedAt ?? job.acceptedAt, context) },
      { label: words.host[language], value: job.host },
    ],
    buttons: [{ label: words.show[language], line: `/jobs show ${job.number}` }],
    privacy: "private",
  };
  const ending = context.jobs.ending(job.grant);
  const command = registry.find(({ action }) => action === job.action);
  if (ending === undefined || command === undefined) return { ...base, text: whyOpen(job, context) };
  if (ending.result.status === "done") return { ...base, text: [words.done[language]] };
  const { reply: said, refusal } = resultReply(command, ending.input, ending.result, context);
  const code = refusal?.code ?? ending.result.refusal?.code ?? ending.result.failure?.code;
  const rule = code === undefined ? [] : [{ label: words.rule[language], value: code }];
  return {
    ...said,
    tone: "information",
    title,
    text: [said.title, ...(said.text ?? [])],
    fields: [...(base.fields ?? []), ...rule, ...(said.fields ?? [])],
    buttons: [...(said.buttons ?? []), ...(base.buttons ?? [])],
  };
}

function whyOpen(job: JobView, { directory, language, now }: Context): readonly string[] {
  if (job.status === "unknown") return [words.unknown[language]];
  const view = directory.hosts().find(({ host }) => host === job.host);
  const silent =
    view?.silent === true ? [words.silent[language](job.host, ageText(now() - view.heardAt, language))] : [];
  return [...silent, words[job.status === "waiting" ? "waiting" : "working"][language]];
}
