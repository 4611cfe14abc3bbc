import type { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { auditOwn, auditSearch } from "../../../protocol/actions/audit.ts";
import { keptHeadsFile } from "../../../protocol/audit/files.ts";
import { readKeptHeads } from "../../../protocol/audit/kept.ts";
import { lineOf } from "../../../protocol/audit/line.ts";
import { type AuditQuery, type Entry, searchAudit } from "../../../protocol/audit/search.ts";
import type { Person } from "../../../protocol/messages.ts";
import { personSchema } from "../../../protocol/messages.ts";
import { accepted } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner } from "../../runner.ts";
import type { RunnerTools } from "../../tools.ts";

type Tools = Pick<RunnerTools, "config" | "audit">;
type SearchInput = z.infer<typeof auditSearch.input>;
type OwnInput = z.infer<typeof auditOwn.input>;

/** As many contradictions in a bot's chain as one answer holds. */
const mostFindings = 10;

const nothingHeld = () => Promise.resolve({ target: undefined, use: noUse, host: undefined });

/** Looks through this host's audit for an administrator. */
export const createSearchRunner = ({ config, audit }: Tools): AnyRunner =>
  defineRunner<typeof auditSearch, SearchInput>({
    action: auditSearch,
    facts: nothingHeld,
    plan: (input) => Promise.resolve(accepted(input)),
    planSchema: auditSearch.input,
    steps: {},
    result: async (input, { signal }) => {
      const { words, person, result } = input;
      const matches = (entry: Entry): boolean =>
        (person === undefined || nameIn(entry) === person) && (result === undefined || entry["status"] === result);
      const page = await pageOf(config, { ...input, words, matches }, signal);
      const { seq, hash } = audit();
      const { findings } = readKeptHeads(keptHeadsFile(config.state));
      return { ...page, question: input, head: { seq, hash }, findings: findings.toReversed().slice(0, mostFindings) };
    },
  });

/** Looks through it for what was asked in the name of who asks: name and uid, because names are given again. */
export const createOwnRunner = ({ config }: Pick<Tools, "config">): AnyRunner =>
  defineRunner<typeof auditOwn, OwnInput>({
    action: auditOwn,
    facts: nothingHeld,
    plan: (input) => Promise.resolve(accepted(input)),
    planSchema: auditOwn.input,
    steps: {},
    result: async (input, { person, signal }) => {
      const { result } = input;
      const matches = (entry: Entry): boolean => {
        const whose = personIn(entry);
        const isOwn = whose?.name === person.name && whose.uid === person.uid;
        return isOwn && (result === undefined || entry["status"] === result);
      };
      const page = await pageOf(config, { ...input, words: [`"name":"${person.name}"`], matches }, signal);
      return { ...page, question: input };
    },
  });

async function pageOf({ state, host }: Tools["config"], query: AuditQuery, signal: AbortSignal) {
  const { entries, complete, from } = await searchAudit(state, query, signal);
  return { host, lines: entries.map(lineOf), complete, from };
}

const personIn = (entry: Entry): Person | undefined => personSchema.safeParse(entry["person"]).data;
const nameIn = (entry: Entry): string | undefined => personIn(entry)?.name;
