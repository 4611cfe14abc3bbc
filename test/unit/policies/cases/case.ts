import type { PersonFacts, Question } from "../../../../policies/facts.ts";
import type { Asker } from "../questions.ts";

/** allow, approve:CODE, or the code of the refusal; no asker can be left out. */
export type Expected = Readonly<Record<Asker, string>>;
export interface Case {
  readonly name: string;
  readonly ask: (person: PersonFacts | undefined) => Question;
  readonly expected: Expected;
}

/** The same for all members; somebody unknown is always told just that. */
export const all = (members: string): Expected => ({
  student: members,
  staff: members,
  admin: members,
  unknown: "person.unknown",
});
