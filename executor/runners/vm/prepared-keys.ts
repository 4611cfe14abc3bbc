import type { Person } from "../../../protocol/messages.ts";
import { type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { readKeys } from "../../keys/read.ts";
import type { Job } from "../../runner.ts";
import type { VmHost } from "./host.ts";

const read = new WeakMap<Job, Promise<Outcome<readonly string[]>>>();

/** The keys of the person who asks, read once a job: outside the planning lock, because a home may hang. */
export function keysFor(host: VmHost, job: Job): Promise<Outcome<readonly string[]>> {
  const keys = read.get(job) ?? look(host, job.person);
  read.set(job, keys);
  return keys;
}

async function look({ exec, people }: VmHost, person: Person): Promise<Outcome<readonly string[]>> {
  const known = await people.look(person.name);
  if (known?.uid !== person.uid) return refused(refuse("person.mismatch", { name: person.name }));
  return readKeys(exec, known);
}
