import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { replaceSynced } from "./durable.ts";
import { type AuditHead, auditHeadSchema, compareHeads, type HeadFinding, headFindingSchema } from "./head.ts";

const fileSchema = z.strictObject({
  heads: z.record(z.string(), auditHeadSchema),
  findings: z.array(headFindingSchema),
});
export type KeptFile = z.infer<typeof fileSchema>;

/** The others' chains as they were last told. */
export interface KeptHeads {
  readonly of: (name: string) => AuditHead | undefined;
  /** Takes a newer statement in; where it contradicts the one before, says how. The contradiction is kept. */
  readonly take: (name: string, said: AuditHead) => HeadFinding | undefined;
  readonly findings: () => readonly HeadFinding[];
  /** Writes what was not written yet. */
  readonly close: () => void;
}

/** Evidence of more than this is of no use to anybody: the first and the newest are kept. */
const mostFindings = 100;
/** Heads move with every command; one that is some seconds old proves as much. */
const writeEveryMs = 5_000;

/** Reads what was kept; nothing where there is no file. Throws when the file is damaged. */
export function readKeptHeads(path: string): KeptFile {
  if (!existsSync(path)) return { heads: {}, findings: [] };
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw new Error(`reading ${path}: it is damaged; move it away to begin a new one`, { cause });
  }
}

/**
 * Opens the file of kept heads (JSON, replaced whole, synced; 0600). Contradictions are written at once, heads at most
 * every 5 s.
 * @param failed told what could not be written; it is tried again with the next head
 */
export function openKeptHeads(path: string, now: () => number, failed: (cause: unknown) => void): KeptHeads {
  const file = readKeptHeads(path);
  const heads = new Map(Object.entries(file.heads));
  let findings = file.findings;
  let timer: NodeJS.Timeout | undefined;
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    try {
      replaceSynced(path, `${JSON.stringify({ heads: Object.fromEntries(heads), findings })}\n`);
    } catch (cause) {
      failed(cause);
    }
  };
  return {
    of: (name) => heads.get(name),
    findings: () => findings,
    take: (name, said) => {
      const kept = heads.get(name);
      const why = kept === undefined ? undefined : compareHeads(kept, said);
      if (kept !== undefined && kept.seq === said.seq && kept.opened.run === said.opened.run && why === undefined) {
        heads.set(name, said);
        return undefined;
      }
      heads.set(name, said);
      if (kept === undefined || why === undefined) {
        timer ??= setTimeout(write, writeEveryMs).unref();
        return undefined;
      }
      const short = ({ seq, hash }: AuditHead) => ({ seq, hash });
      const isOpening = said.opened.run !== kept.opened.run && said.seq >= kept.seq;
      const shown = isOpening ? { seq: said.opened.seq, hash: said.opened.hash } : short(said);
      const finding: HeadFinding = { name, at: now(), why, kept: short(kept), said: shown };
      findings = [...findings, finding];
      if (findings.length > mostFindings) findings = findings.toSpliced(mostFindings / 2, 1);
      write();
      return finding;
    },
    close: () => {
      if (timer !== undefined) write();
    },
  };
}
