import type { Job } from "../runner.ts";
import type { Known } from "./question.ts";

const knownOfJobs = new WeakMap<Job, Known>();

/** Keeps what was looked up for a job, as long as the job lasts. */
export const keepKnown = (job: Job, known: Known): void => {
  knownOfJobs.set(job, known);
};

/** How and by whom it was asked, for a runner that has to say what else would be allowed just so. */
export const knownOf = (job: Job): Known | undefined => knownOfJobs.get(job);
