import type { Person } from "../../../protocol/messages.ts";
import type { OwnLimits } from "../../../protocol/order.ts";
import type { Exec } from "../../exec.ts";
import type { People } from "../../facts.ts";
import { createStanding } from "../../orders/standing.ts";
import { createJobBook } from "../../slurm/book.ts";
import { createSlurmClient, type SlurmClient } from "../../slurm/client.ts";
import { createEnds } from "../../slurm/ends.ts";
import { createImages, type Images } from "../../slurm/images.ts";
import { createGrantJobs, type GrantJobs } from "../../slurm/jobs.ts";
import type { SlurmConfig } from "../../slurm/settings.ts";
import { createSpool } from "../../slurm/spool.ts";
import type { RunnerTools } from "../../tools.ts";

/** What runners of jobs on the cluster are made with. */
export interface GpuHost {
  readonly name: string;
  readonly exec: Exec;
  readonly people: Pick<People, "look">;
  readonly client: SlurmClient;
  readonly images: Images | undefined;
  readonly jobs: GrantJobs;
  readonly config: SlurmConfig;
  readonly ownLimits: (person: Person, at: number) => OwnLimits | undefined;
}

export function createGpuHost(tools: RunnerTools, config: SlurmConfig): GpuHost {
  const { exec, people, orders, log, now } = tools;
  const { host, state } = tools.config;
  const client = createSlurmClient(exec, config);
  const ends = createEnds({ client, spool: createSpool(config.spool, log), everyMs: config.everyMs, log });
  const book = createJobBook(`${state}/gpu`, now);
  return {
    ...{ name: host, exec, people, client, config },
    images: config.images === undefined ? undefined : createImages(exec, config.images),
    jobs: createGrantJobs({ people, client, ends, book, config }),
    ownLimits: createStanding(orders, people, host).ownLimits,
  };
}
