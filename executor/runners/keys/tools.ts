import type { KeptKey } from "../../../protocol/actions/keys.ts";
import { signGivenKeys } from "../../../protocol/given-keys.ts";
import type { Person } from "../../../protocol/messages.ts";
import type { KeyBook } from "../../keys/book.ts";
import type { RunnerTools } from "../../tools.ts";

/** What the runners of keys are made with. */
export interface KeyTools {
  readonly host: string;
  readonly book: KeyBook;
  /** Signs that these are all of a person's keys now. */
  readonly sign: (person: Person, keys: readonly KeptKey[]) => string;
}

export const keyTools = (book: KeyBook, { config, own, now }: RunnerTools): KeyTools => ({
  host: config.host,
  book,
  sign: (person, keys) => signGivenKeys({ iat: now(), person, keys: keys.map(({ key }) => key) }, own),
});
