import type { Exam, Maintenance, PersonFacts } from "../../policies/facts.ts";
import type { Person, Role } from "../../protocol/messages.ts";
import { closesHost, holdsAt, limitsOrderId, type MaintenanceOrder, type OwnLimits } from "../../protocol/order.ts";
import type { People } from "../facts.ts";
import type { Lookups } from "../perform/question.ts";
import type { OrderBook } from "./book.ts";

/** What orders say about one person, at a time in milliseconds since 1970. */
export interface Standing {
  readonly ownLimits: (person: Person, at: number) => OwnLimits | undefined;
  /** The exams that the person sits. Throws where NSS fails: somebody of whom it is not known may sit one. */
  readonly exams: (person: PersonFacts, at: number) => Promise<readonly Exam[]>;
  /** The next time, or the one that runs, at which this host is not to do jobs. */
  readonly maintenance: (at: number) => Maintenance | undefined;
}

/** Who has to keep to an exam of a course that they are in: its students, whatever else they are. */
export const sitsExams = ({ roles }: { readonly roles: readonly Role[] }): boolean => roles.includes("student");

/**
 * Everything is worked out of the orders and the clock as they are now: nothing has to fire for an order to begin or
 * end, so that no step of the clock, sleep or restart is missed.
 */
export function createStanding(
  book: Pick<OrderBook, "all" | "of">,
  people: Pick<People, "isMember">,
  host: string,
): Standing {
  return {
    ownLimits: ({ name, uid }, at) => {
      const order = book.of(limitsOrderId(name))?.order;
      // An account that got the name later has not what was another's.
      if (order?.kind !== "limits" || order.person.uid !== uid || order.person.name !== name) return undefined;
      return holdsAt(order, at) ? order.limits : undefined;
    },
    exams: async (person, at) => {
      const running = book.all().flatMap(({ order }) => (order.kind === "exam" && holdsAt(order, at) ? [order] : []));
      if (running.length === 0 || !sitsExams(person)) return [];
      const sat = await Promise.all(running.map(({ course }) => people.isMember(person.name, course)));
      return running.filter((_, index) => sat[index]).map(({ course, until }) => ({ course, until }));
    },
    maintenance: (at) => {
      const windows = book
        .all()
        .map(({ order }) => order)
        .filter((order): order is MaintenanceOrder => order.kind === "maintenance")
        .filter((order) => order.until > at && order.from < order.until && closesHost(order, host))
        .toSorted((a, b) => a.from - b.from);
      return windows[0] && { from: windows[0].from, until: windows[0].until };
    },
  };
}

/** The same as decide() takes it. */
export const createOrdered =
  (standing: Standing): Lookups["ordered"] =>
  async (person, at) => {
    const [ownLimits, exams] = [standing.ownLimits(person, at), await standing.exams(person, at)];
    const maintenance = standing.maintenance(at);
    return {
      exams,
      ...(ownLimits === undefined ? {} : { ownLimits }),
      ...(maintenance === undefined ? {} : { maintenance }),
    };
  };
