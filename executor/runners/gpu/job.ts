import { noUse } from "../../../policies/facts.ts";
import { type GpuEnd, gpuJob } from "../../../protocol/actions/gpu.ts";
import type { Outcome } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner, type Job } from "../../runner.ts";
import { adviceOf } from "../../slurm/advice.ts";
import { keepAssociation } from "../../slurm/association.ts";
import { fetchImage, isFetched } from "../../slurm/fetch.ts";
import { homeOf } from "../../slurm/home.ts";
import { knownOf } from "../../slurm/jobs.ts";
import { logFolder, logOf, readLog } from "../../slurm/log.ts";
import type { GpuHost } from "./host.ts";
import { type Plan, planJob, planSchema } from "./plan.ts";

/** A home that hangs is waited for before the host's planning lock is taken. */
const looked = new WeakMap<Job, Outcome<Plan>>();

/** A job of the cluster, from the script to its end. */
export const gpuJobRunner = (host: GpuHost): AnyRunner =>
  defineRunner<typeof gpuJob, Plan>({
    action: gpuJob,
    prepare: async (input, job) => {
      looked.set(job, await planJob(host, input, job));
    },
    facts: () => Promise.resolve({ target: undefined, use: noUse, host: undefined }),
    plan: async (input, job) => looked.get(job) ?? planJob(host, input, job),
    planSchema,
    steps: {
      image: {
        do: async ({ image }, job) => {
          if (image !== null) await fetchImage(host.exec, image, await knownOf(host.people, job.person), job);
        },
        // A sif that was made stays: the next job finds it.
        undo: () => Promise.resolve(),
        probe: async ({ image }, job) =>
          image === null || isFetched(host.exec, image, await knownOf(host.people, job.person), job.signal),
      },
      prepare: {
        do: (plan, job) => prepare(host, plan, job),
        // The folder is the person's, and other jobs' logs are in it.
        undo: () => Promise.resolve(),
        probe: async ({ write }, job) => {
          const home = homeOf(host.exec, await knownOf(host.people, job.person), job.signal);
          return (await home.stat(write?.path ?? logFolder)) !== undefined;
        },
      },
      submit: {
        do: (plan, job) => host.jobs.submit(plan, job),
        undo: ({ grant }) => host.jobs.cancel(grant),
        probe: async ({ grant }) => (await host.jobs.find(grant)) !== undefined,
      },
      run: {
        do: async (_plan, job) => {
          await host.jobs.ended(job);
        },
        undo: ({ grant }) => host.jobs.cancel(grant),
        probe: ({ grant }) => host.jobs.hasEnded(grant),
      },
    },
    pointOfNoReturn: "submit",
    cancelledLate: "undo",
    result: (plan, job) => resultOf(host, plan, job),
  });

async function prepare(host: GpuHost, { write, mostGpus }: Plan, { person, signal }: Job): Promise<void> {
  const home = homeOf(host.exec, await knownOf(host.people, person), signal);
  await home.folder(logFolder);
  if (write !== null) await home.write(write.path, Buffer.from(write.base64, "base64"));
  const { account } = host.config;
  await keepAssociation(host.client, { account, user: person.name, gpus: mostGpus, signal });
}

async function resultOf(host: GpuHost, plan: Plan, job: Job): Promise<GpuEnd> {
  const { job: id, at, ...end } = await host.jobs.ended(job);
  const home = homeOf(host.exec, await knownOf(host.people, job.person), job.signal);
  // A home that is away must not keep anybody from being told how it ended.
  const log = await readLog(home, logOf(id)).catch(() => null);
  const endedAt = end.endedAt ?? job.now();
  const elapsedSeconds = end.startedAt === null ? 0 : Math.max(0, Math.round((endedAt - end.startedAt) / 1_000));
  const { gpus, cpus, memoryMiB, minutes, name, notes, imageText: image } = plan;
  const about = { ...end, gpus, elapsedSeconds, log: log?.text ?? "", hasLog: log !== null, inImage: image !== null };
  return {
    ...{ host: host.name, job: id, name, ...end, submittedAt: end.submittedAt ?? at, endedAt, elapsedSeconds },
    ...{ gpuSeconds: gpus * elapsedSeconds, gpus, cpus, memoryMiB, minutes, image, notes, log },
    advice: [...adviceOf(about)],
  };
}
