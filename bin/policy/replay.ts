import { readFileSync } from "node:fs";
import { bad, type Finding, note } from "../../bot/finding.ts";
import { type Again, createReplay } from "../../policies/replay.ts";
import { verifyFiles } from "../../protocol/audit/verify.ts";
import { brokenAt, lookInto } from "../audit/words.ts";
import type { Source } from "./sources.ts";

/** A decision that would come out otherwise now. */
export interface Difference extends Again {
  /** As it stands in the audit: UTC. */
  readonly at: string;
  readonly grant: string | undefined;
}

export interface Replayed {
  readonly differences: readonly Difference[];
  /** How many were decided again. */
  readonly decided: number;
  /** Ends of commands without what was looked at: from before that was kept, or never decided about, or shortened. */
  readonly without: number;
  /** What is wrong with the audits themselves. */
  readonly findings: readonly Finding[];
}

/** Verifies audits and decides again, with a folder's policies, everything that they say was decided. */
export async function replay(
  sources: readonly Source[],
  folder: string | undefined,
  timeZone: string | undefined,
): Promise<Replayed> {
  const again = await createReplay(folder, timeZone);
  const differences: Difference[] = [];
  const findings: Finding[] = [];
  const counts = { decided: 0, without: 0 };
  for (const { name, files } of sources) {
    const { broken, missing } = verifyFiles(files);
    if (broken !== undefined) findings.push(bad(brokenAt(name, broken), lookInto));
    if (missing > 0)
      findings.push(note(`${name}: 前の ${missing} 行がない`, `${name}: ${missing} lines before are not here`));
    for (const file of files)
      for (const entry of entriesOf(file)) {
        const one = again(entry);
        if (one === undefined) counts.without += isEnd(entry) ? 1 : 0;
        else {
          counts.decided += 1;
          if (one.was !== one.would)
            differences.push({ ...one, at: text(entry["at"]) ?? "", grant: text(entry["grant"]) });
        }
      }
  }
  return { differences, ...counts, findings };
}

type Entry = Readonly<Record<string, unknown>>;

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** The entries of which each should hold a decision. */
const isEnd = ({ what, event }: Entry): boolean => what === "grant.ended" || event === "command.refused";

/** A line that is none is passed over: verifying says where. */
function* entriesOf(path: string): Generator<Entry, void, undefined> {
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const entry = line === "" ? undefined : parsed(line);
    if (entry !== undefined) yield entry;
  }
}

function parsed(line: string): Entry | undefined {
  try {
    const { entry } = JSON.parse(line) as { entry?: unknown };
    return typeof entry === "object" && entry !== null ? (entry as Entry) : undefined;
  } catch {
    return undefined;
  }
}
