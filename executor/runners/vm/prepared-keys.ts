import type { Person } from "../../../protocol/messages.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { readKeys } from "../../keys/read.ts";
import type { Job } from "../../runner.ts";
import type { VmHost } from "./host.ts";

const read = new WeakMap<Job, Promise<Outcome<readonly string[]>>>();

/**
 * The keys of the person who asks, read once a job: outside the planning lock, because a home may hang.
 * @param statement what another host has signed about keys that were given there
 */
export function keysFor(host: VmHost, job: Job, statement?: string): Promise<Outcome<readonly string[]>> {
  const keys = read.get(job) ?? look(host, job.person, statement);
  read.set(job, keys);
  return keys;
}

/**
 * Those that the person gave to Shisa, then those in their home. Somebody who has given one needs no home that can be
 * read: it is for them that keys can be given at all.
 */
async function look(
  { exec, people, given: givenBy }: VmHost,
  person: Person,
  statement: string | undefined,
): Promise<Outcome<readonly string[]>> {
  const known = await people.look(person.name);
  if (known?.uid !== person.uid) return refused(refuse("person.mismatch", { name: person.name }));
  const given = await givenBy({ name: known.name, uid: known.uid }, statement);
  if (!given.ok) return given;
  const inHome = await readKeys(exec, known);
  if (given.value.length === 0) return inHome;
  return accepted([...new Set([...given.value, ...(inHome.ok ? inHome.value : [])])]);
}
