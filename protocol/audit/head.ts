import { z } from "zod";

/** Where a chain ends: how many lines it has over all its files, and the hash of the last. */
export const headSchema = z.strictObject({ seq: z.int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/) });
export type Head = z.infer<typeof headSchema>;

/**
 * What a program says of its own audit: the end that is on its disk, when it said so (milliseconds since 1970), and what
 * it found when it opened the file. `run` differs for each opening, so that what was cut off meanwhile shows however
 * much was written since.
 */
export const auditHeadSchema = headSchema.extend({
  at: z.int(),
  opened: headSchema.extend({ run: z.string().regex(/^[0-9a-f]{16}$/) }),
});
export type AuditHead = z.infer<typeof auditHeadSchema>;

/** cut: lines that were there are gone; forked: another line stands where one was seen. */
const tamperingSchema = z.enum(["cut", "forked"]);
export type Tampering = z.infer<typeof tamperingSchema>;

/** Two statements about one chain that cannot both be true: the evidence, to show and to compare with the files. */
export const headFindingSchema = z.strictObject({
  name: z.string(),
  /** When it was seen, in milliseconds since 1970. */
  at: z.int(),
  why: tamperingSchema,
  kept: headSchema,
  said: headSchema,
});
export type HeadFinding = z.infer<typeof headFindingSchema>;

/** What a later statement of the same program shows beside an earlier one; undefined: the chain has only grown. */
export function compareHeads(kept: AuditHead, said: AuditHead): Tampering | undefined {
  if (said.opened.run !== kept.opened.run) return compare(kept, said.opened) ?? compare(said.opened, said);
  return compare(kept.opened, said.opened) ?? compare(said.opened, kept.opened) ?? compare(kept, said);
}

function compare(before: Head, after: Head): Tampering | undefined {
  if (after.seq < before.seq) return "cut";
  return after.seq === before.seq && after.hash !== before.hash ? "forked" : undefined;
}
