import type { Language, Text } from "../../handlers/kit/reply.ts";
import type { BinConfig } from "../config.ts";
import type { ExitCode } from "./exit.ts";

/** What every verb of `shisa` is given. */
export interface Surroundings {
  readonly config: BinConfig;
  readonly language: Language;
}

/** One verb: `npm run shisa -- NAME …`. */
export interface Verb {
  readonly name: string;
  readonly summary: Text;
  /** Everything that can be typed after the verb, for `shisa help NAME` and for mistakes. */
  readonly usage: Text;
  /** Resolves to the process's exit code. Throws a UsageError for what was typed wrongly, an Error for a fault. */
  readonly run: (args: readonly string[], surroundings: Surroundings) => Promise<ExitCode>;
}

/** A mistake in what was typed after the verb; shown with the verb's usage, and no stack. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Something that a person can mend, told without a stack. */
export class ToldError extends Error {
  override readonly name = "ToldError";
}
