import type { OutputOf } from "../../../protocol/action.ts";
import type { gpuCheck, ImageChoice } from "../../../protocol/actions/gpu.ts";
import type { Outcome } from "../../../protocol/refusal.ts";
import type { Job } from "../../runner.ts";

type Checked = OutputOf<typeof gpuCheck>;

/** How a job of a check ended; `log` is the end of what it printed. */
export interface EndedCheck extends Pick<Checked, "job" | "node" | "state" | "log"> {
  readonly exitCode: number | null;
}

/** What a check asks of the cluster: one short job, as the person, in one image. All by the grant that it came by. */
export interface CheckJobs {
  /** Where the sif is, or will be once it was made of a registry's image. Refused where it is not to be had. */
  readonly locate: (image: ImageChoice, job: Job) => Promise<Outcome<string>>;
  /** Makes a sif of a registry's image; does nothing where it is there. */
  readonly fetch: (image: ImageChoice, sif: string, job: Job) => Promise<void>;
  readonly isThere: (sif: string, job: Job) => Promise<boolean>;
  /** Submits the script for sh to run in the image, with one GPU; once, however often it is asked for one grant. */
  readonly submit: (
    what: { readonly sif: string; readonly script: string; readonly minutes: number },
    job: Job,
  ) => Promise<void>;
  readonly isSubmitted: (grant: string) => Promise<boolean>;
  /** Ends it, wherever it is; nothing where there is none. */
  readonly cancel: (grant: string) => Promise<void>;
  /** Resolves once it has ended; at once where it ended before. */
  readonly ended: (job: Pick<Job, "grant" | "person" | "signal">) => Promise<EndedCheck>;
  readonly hasEnded: (grant: string) => Promise<boolean>;
}
