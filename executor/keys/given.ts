import { GivenKeysError, readGivenKeys } from "../../protocol/given-keys.ts";
import type { OwnKeys } from "../../protocol/keys.ts";
import type { Person } from "../../protocol/messages.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import type { Trust } from "../../protocol/trust.ts";
import type { KeyBook } from "./book.ts";

/**
 * The public keys that a person has given: those that are kept here, or, where another host keeps them, what that one
 * has signed. Refused with keys.statement where a statement cannot be believed or is about somebody else.
 */
export type Given = (person: Person, statement: string | undefined) => Promise<Outcome<readonly string[]>>;

export const createGiven = (book: Pick<KeyBook, "of">, own: Pick<OwnKeys, "id">, trust: Trust): Given => {
  const kept = async (person: Person) => accepted((await book.of(person)).map(({ key }) => key));
  return async (person, statement) => {
    if (statement === undefined) return kept(person);
    try {
      const { given } = readGivenKeys(statement, trust);
      // Its own file knows better than what it said once.
      if (given.iss === own.id) return await kept(person);
      const isTheirs = given.person.name === person.name && given.person.uid === person.uid;
      return isTheirs ? accepted(given.keys) : refused(refuse("keys.statement"));
    } catch (cause) {
      if (cause instanceof GivenKeysError) return refused(refuse("keys.statement"));
      throw cause;
    }
  };
};
