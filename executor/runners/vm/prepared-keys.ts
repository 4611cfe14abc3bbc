import type { Outcome } from "../../../protocol/refusal.ts";
import { readKeys } from "../../keys/read.ts";
import type { Job } from "../../runner.ts";
import type { VmHost } from "./host.ts";

const read = new WeakMap<Job, Promise<Outcome<readonly string[]>>>();

/** The keys of the person who asks, read once a job: outside the planning lock, because a home may hang. */
export function keysFor({ exec }: VmHost, job: Job): Promise<Outcome<readonly string[]>> {
  const keys = read.get(job) ?? readKeys(exec, job.person);
  read.set(job, keys);
  return keys;
}
