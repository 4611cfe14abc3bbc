import { z } from "zod";
import { spoken } from "./cases.ts";
import { createDecider } from "./decide.ts";
import { policyFolder } from "./numbers.ts";
import { questionOf, recordedSchema } from "./recorded.ts";

/** One recorded decision, decided again. */
export interface Again {
  readonly action: string;
  readonly input: unknown;
  /** The account of who asked; undefined for somebody unknown. */
  readonly account: string | undefined;
  readonly host: string | undefined;
  /** allow, approval:CODE, or the code of the refusal: then, and now. */
  readonly was: string;
  readonly would: string;
}

const entrySchema = z.object({ action: z.string(), input: z.unknown(), decided: recordedSchema });

/**
 * Loads a folder's policies, and gives what decides an audit's entry again with them: from nothing but what was looked at
 * then. Undefined for an entry that holds no decision, or one of which not all is known any more.
 * Throws PolicyProblems.
 * @param timeZone the zone in which rules speak of hours, where it is not the usual one
 */
export async function createReplay(
  folder: string = policyFolder(),
  timeZone?: string,
): Promise<(entry: unknown) => Again | undefined> {
  const { decide } = await createDecider(folder, timeZone);
  return (entry) => {
    const read = entrySchema.safeParse(entry);
    if (!read.success) return undefined;
    const { action, input, decided } = read.data;
    // What was cut short for the audit is a text.
    if (typeof input === "string") return undefined;
    const { effect, code = "", facts } = decided;
    const was = effect === "allow" ? "allow" : effect === "approval" ? `approval:${code}` : code;
    const would = spoken(decide(questionOf(action, input, decided)));
    return { action, input, account: facts.person?.name, host: facts.host?.name, was, would };
  };
}
