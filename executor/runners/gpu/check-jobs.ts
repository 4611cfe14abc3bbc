import { limitsOf } from "../../../policies/limits.ts";
import { keepAssociation } from "../../slurm/association.ts";
import type { CheckJobs } from "../../slurm/check/jobs.ts";
import { fetchImage, isFetched, locateImage } from "../../slurm/fetch.ts";
import { homeOf } from "../../slurm/home.ts";
import { knownOf } from "../../slurm/jobs.ts";
import { logFolder, logOf, readLog } from "../../slurm/log.ts";
import { fitted, roomIn } from "../../slurm/partition.ts";
import { batchScript } from "../../slurm/script/batch.ts";
import type { GpuHost } from "./host.ts";

/** Frameworks are large; what a partition does not have is not asked for. */
const wanted = { gpus: 1, cpus: 2, memoryMiB: 8_192 } as const;

/** A check's jobs on the cluster, the same as everybody's. */
export function createCheckJobs(host: GpuHost): CheckJobs {
  const { exec, people, client, config, jobs } = host;
  return {
    locate: async (image, job) => locateImage(host, image, await knownOf(people, job.person), job.signal),
    fetch: async (image, _sif, job) => fetchImage(exec, image, await knownOf(people, job.person), job),
    isThere: async (sif, { person, signal }) => {
      const known = await knownOf(people, person);
      const below = `${known.home}/`;
      if (!sif.startsWith(below)) return true;
      return isFetched(exec, { kind: "own", path: sif.slice(below.length) }, known, signal);
    },
    async submit({ sif, script, minutes }, job) {
      const { person, signal } = job;
      const known = await knownOf(people, person);
      await homeOf(exec, known, signal).folder(logFolder);
      const { gpus } = limitsOf(person.roles, host.ownLimits(person, job.now()));
      await keepAssociation(client, { account: config.account, user: person.name, gpus, signal });
      const asked = fitted(
        { ...wanted, minutes },
        await roomIn(client, config.partition),
        new Set(["gpus", "minutes"]),
      );
      const batch = { sif, apptainer: config.apptainer, folder: known.home };
      const text = batchScript({ ...batch, running: { kind: "sh", script } });
      await jobs.submit({ ...asked, folder: known.home, script: text }, job);
    },
    isSubmitted: async (grant) => (await jobs.find(grant)) !== undefined,
    cancel: (grant) => jobs.cancel(grant),
    async ended(job) {
      const end = await jobs.ended(job);
      const home = homeOf(exec, await knownOf(people, job.person), job.signal);
      const log = await readLog(home, logOf(end.job)).catch(() => null);
      return { job: end.job, node: end.nodes, state: end.state, exitCode: end.exitCode, log };
    },
    hasEnded: (grant) => jobs.hasEnded(grant),
  };
}
