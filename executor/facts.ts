import type { PersonFacts } from "../policies/facts.ts";
import type { Person, Role } from "../protocol/messages.ts";
import { accountSchema } from "../protocol/names.ts";
import { accepted, type Outcome, refuse, refused } from "../protocol/refusal.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Exec } from "./exec.ts";
import { createBatch } from "./facts/batch.ts";
import { type GroupLine, groups, type PasswdLine, passwd, supplementary } from "./facts/getent.ts";

/** Somebody with an account on this host. `roles` is empty for somebody who is not (any more) in the department. */
export interface Known extends PersonFacts {
  readonly gid: number;
  readonly fullName: string;
  readonly home: string;
}

/** Who people are: from this host's NSS, now, never from a message. */
export interface People {
  /** What NSS says about a name, at most 10 s old; undefined where there is no such account. Throws where NSS fails. */
  readonly look: (name: string) => Promise<Known | undefined>;
  /** The person of a grant, if name and uid belong together and there is a role. */
  readonly identify: (person: Person) => Promise<Outcome<Known>>;
  /** Everybody who has a role, primary groups included. */
  readonly list: () => Promise<Known[]>;
  /** Everybody in a group, with a role or without; undefined where there is no such group. */
  readonly members: (group: string) => Promise<Known[] | undefined>;
  /** Whether somebody is in a group; nobody is in one that does not exist. At most 10 s old. Throws where NSS fails. */
  readonly isMember: (name: string, group: string) => Promise<boolean>;
}

/** As NSS says when it is asked about one person: with all their groups, the primary one too. */
interface Looked extends Known {
  readonly gids: readonly number[];
}

const freshMs = 10_000;
const batchSize = 100;

export function createPeople(exec: Exec, roleGroups: Config["groups"], now: Clock): People {
  const seen = new Map<string, { at: number; known: Looked | undefined }>();
  const gidsSeen = new Map<string, { at: number; gid: number | undefined }>();
  const isFresh = (at: number): boolean => now() >= at && now() - at < freshMs;
  const roleOf = new Map<string, Role>([
    [roleGroups.student, "student"],
    [roleGroups.staff, "staff"],
    [roleGroups.admin, "admin"],
  ]);
  const groupNames = [...roleOf.keys()];

  function known(line: PasswdLine, roleLines: readonly GroupLine[], isIn: (group: GroupLine) => boolean): Known {
    const roles = roleLines
      .filter((group) => group.gid === line.gid || isIn(group))
      .map(({ name }) => roleOf.get(name))
      .filter((role) => role !== undefined);
    return { ...line, roles };
  }

  async function ask(names: readonly string[]): Promise<Map<string, Looked>> {
    const [lines, roleLines, more] = await Promise.all([
      passwd(exec, names),
      groups(exec, groupNames),
      supplementary(exec, names),
    ]);
    return new Map(
      lines.map((line) => {
        const ids = more.get(line.name) ?? [];
        const gids = [line.gid, ...ids];
        return [line.name, { ...known(line, roleLines, ({ gid }) => ids.includes(gid)), gids }];
      }),
    );
  }
  const batched = createBatch(ask, batchSize);

  async function look(name: string): Promise<Looked | undefined> {
    const cached = seen.get(name);
    const at = now();
    if (cached !== undefined && isFresh(cached.at)) return cached.known;
    const found = await batched(accountSchema.parse(name));
    for (const [other, { at: since }] of seen) if (at - since >= freshMs) seen.delete(other);
    seen.set(name, { at, known: found });
    return found;
  }

  async function gidOf(group: string): Promise<number | undefined> {
    const cached = gidsSeen.get(group);
    if (cached !== undefined && isFresh(cached.at)) return cached.gid;
    const at = now();
    const gid = (await groups(exec, [group])).find(({ name }) => name === group)?.gid;
    for (const [other, { at: since }] of gidsSeen) if (!isFresh(since)) gidsSeen.delete(other);
    gidsSeen.set(group, { at, gid });
    return gid;
  }

  return {
    look,
    async identify(person) {
      const found = await look(person.name);
      if (found === undefined || found.roles.length === 0) return refused(refuse("person.unknown"));
      // An account that was deleted and given to somebody else has another uid.
      if (found.uid !== person.uid) return refused(refuse("person.mismatch"));
      return accepted(found);
    },
    async list() {
      const [all, roleLines] = await Promise.all([passwd(exec, []), groups(exec, groupNames)]);
      const members = new Set(roleLines.flatMap((group) => group.members));
      // A directory may not tell all its people when nobody is named.
      const missing = [...members].filter((name) => !all.some((line) => line.name === name));
      const named = missing.length === 0 ? [] : await passwd(exec, missing);
      return [...all, ...named]
        .filter(({ name, uid }) => accountSchema.safeParse(name).success && uid > 0)
        .map((line) => known(line, roleLines, (group) => group.members.includes(line.name)))
        .filter(({ roles }) => roles.length > 0);
    },
    async members(group) {
      const line = (await groups(exec, [group])).find(({ name }) => name === group);
      if (line === undefined) return undefined;
      const primary = (await passwd(exec, [])).filter(({ gid }) => gid === line.gid).map(({ name }) => name);
      const names = [...new Set([...line.members, ...primary])].filter((name) => accountSchema.safeParse(name).success);
      const found = await Promise.all(names.map(look));
      return found.filter((one) => one !== undefined);
    },
    async isMember(name, group) {
      const [gid, person] = await Promise.all([gidOf(group), look(name)]);
      return gid !== undefined && person?.gids.includes(gid) === true;
    },
  };
}
