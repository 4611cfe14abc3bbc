import type { Known, People } from "../facts.ts";
import type { OrderBook } from "./book.ts";
import { sitsExams } from "./standing.ts";

/** An inventory tells no more courses of one person. */
const mostTold = 50;

/** Which exams to come or running would hold for whom, by account: for the bot, which knows no groups. */
export async function sittingOf(
  all: readonly Known[],
  { book, people, now }: { book: Pick<OrderBook, "all">; people: Pick<People, "members">; now: () => number },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const courses = book
    .all()
    .flatMap(({ order }) => (order.kind === "exam" && order.until > now() ? [order.course] : []));
  const members = await Promise.all(courses.map((course) => people.members(course)));
  const sitting = new Map<string, string[]>();
  for (const person of all) {
    if (!sitsExams(person)) continue;
    const own = courses.filter((_, index) => members[index]?.some(({ name }) => name === person.name));
    if (own.length > 0) sitting.set(person.name, own.slice(0, mostTold));
  }
  return sitting;
}
