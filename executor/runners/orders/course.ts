import type { Member } from "../../../protocol/actions/orders.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { sitsExams } from "../../orders/standing.ts";
import { asked, type OrderTools } from "./tools.ts";

/** An exam's preview names no more people than that. */
const mostMembers = 2_000;

/**
 * Who is in a course. Refused: a group that does not exist, one in which nobody would sit an exam, and the groups that
 * give the roles, which would be everybody.
 */
export async function membersOf(
  course: string,
  { people, groups }: Pick<OrderTools, "people" | "groups">,
): Promise<Outcome<readonly Member[]>> {
  if (Object.values(groups).includes(course)) return refused(refuse("exam.everybody", { course }));
  const known = await asked(people.members(course));
  if (known === undefined) return refused(refuse("exam.course", { course }));
  const members = known
    .map(({ name, uid, fullName, roles }) => ({ name, uid, fullName, roles: [...roles], sits: sitsExams({ roles }) }))
    .filter(({ uid }) => uid > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (!members.some(({ sits }) => sits)) return refused(refuse("exam.nobody", { course }));
  if (members.length > mostMembers) return refused(refuse("exam.everybody", { course }));
  return accepted(members);
}
