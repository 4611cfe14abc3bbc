import type { Person } from "../../../protocol/messages.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
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

/**
 * Those that the person gave to Shisa, then those in their home. Somebody who has given one needs no home that can be
 * read: it is for them that keys can be given at all.
 */
async function look({ exec, people, keys }: VmHost, person: Person): Promise<Outcome<readonly string[]>> {
  const known = await people.look(person.name);
  if (known?.uid !== person.uid) return refused(refuse("person.mismatch", { name: person.name }));
  const given = (await keys.of(known)).map(({ key }) => key);
  const inHome = await readKeys(exec, known);
  if (given.length === 0) return inHome;
  return accepted([...new Set([...given, ...(inHome.ok ? inHome.value : [])])]);
}
