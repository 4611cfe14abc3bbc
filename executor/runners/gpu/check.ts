import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { gpuCheck, type ImageChoice, imageChoiceSchema, imageText } from "../../../protocol/actions/gpu.ts";
import { accepted } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner, type Job } from "../../runner.ts";
import type { CheckJobs, EndedCheck } from "../../slurm/check/jobs.ts";
import { type Report, readReport } from "../../slurm/check/report.ts";
import { smokeScript } from "../../slurm/check/smoke.ts";
import { insteadOf, verdictOf } from "../../slurm/check/verdict.ts";
import type { Images } from "../../slurm/images.ts";

/** What a check is made with. */
export interface CheckHost {
  readonly name: string;
  readonly images: Pick<Images, "list" | "find" | "tested">;
  readonly jobs: CheckJobs;
}

/** Importing a framework takes most of it. */
const minutes = 2;

const planSchema = z.strictObject({ grant: z.string(), image: imageChoiceSchema, sif: z.string() });

/** Runs the smoke script in an image as the person, and tells what it saw. */
export const checkImageRunner = (host: CheckHost): AnyRunner =>
  defineRunner<typeof gpuCheck, z.infer<typeof planSchema>>({
    action: gpuCheck,
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: async ({ image }, job) => {
      const sif = await host.jobs.locate(image, job);
      return sif.ok ? accepted({ grant: job.grant, image, sif: sif.value }) : sif;
    },
    planSchema,
    steps: {
      image: {
        do: ({ image, sif }, job) => host.jobs.fetch(image, sif, job),
        // A sif that was made stays: the next check or job finds it.
        undo: () => Promise.resolve(),
        probe: ({ sif }, job) => host.jobs.isThere(sif, job),
      },
      submit: {
        do: ({ sif }, job) => host.jobs.submit({ sif, script: smokeScript, minutes }, job),
        undo: ({ grant }) => host.jobs.cancel(grant),
        probe: ({ grant }) => host.jobs.isSubmitted(grant),
      },
      run: {
        do: async ({ image }, job) => {
          const ended = await host.jobs.ended(job);
          await note(host, image, job, ended);
        },
        undo: ({ grant }) => host.jobs.cancel(grant),
        probe: ({ grant }) => host.jobs.hasEnded(grant),
      },
    },
    pointOfNoReturn: "submit",
    cancelledLate: "undo",
    result: async ({ image }, job) => {
      const { exitCode, ...ended } = await host.jobs.ended(job);
      const report = reportIn(ended);
      const verdict = verdictOf({ state: ended.state, exitCode, report });
      const name = image.kind === "listed" ? image.name : undefined;
      const instead = verdict === "usable" ? [] : insteadOf(await host.images.list(), { name, report });
      return {
        host: host.name,
        ...ended,
        image: imageText(image),
        seen: seenIn(report),
        verdict,
        instead: [...instead],
      };
    },
  });

const reportIn = ({ log }: Pick<EndedCheck, "log">): Report | undefined => readReport(log?.text ?? "");

/** All of it but what only the verdict is made of. */
function seenIn(report: Report | undefined) {
  if (report === undefined) return null;
  const { init: _init, error: _error, ...seen } = report;
  return seen;
}

/**
 * A tested image is one that an administrator's check found usable. Everybody else's check runs in that person's own
 * home, from which its output is read: what it says goes to that person and nowhere else.
 */
async function note({ images }: CheckHost, image: ImageChoice, { person, now }: Job, ended: EndedCheck): Promise<void> {
  if (image.kind !== "listed" || !person.roles.includes("admin")) return;
  const [offered, report] = [await images.find(image.name), reportIn(ended)];
  if (offered === undefined || report?.usable !== true) return;
  await images.tested(offered, {
    ...{ testedAt: now(), framework: report.framework ?? offered.framework, cuda: report.cuda ?? offered.cuda },
  });
}
