import type { Exam, Maintenance } from "../../policies/facts.ts";
import {
  closesHost,
  type ExamOrder,
  holdsAt,
  type LimitsOrder,
  limitsOrderId,
  type MaintenanceOrder,
  type Order,
} from "../../protocol/order.ts";
import { accepted, type Outcome } from "../../protocol/refusal.ts";
import { anyHost } from "./directory.ts";
import type { Context } from "./ports.ts";

/** An order that an executor signed, as the bot has heard of it, and the host that tells of it. */
export interface OrderView {
  readonly order: Order;
  /** Hosts that go by it now, as far as heard. */
  readonly hosts: readonly string[];
}

/** The orders that the bot has heard of, of each id the newest; signatures verified. */
export type OrdersPort = () => readonly OrderView[];

type Known = Pick<Context, "orders" | "now">;

const isLimits = (view: OrderView): view is OrderView & { readonly order: LimitsOrder } => view.order.kind === "limits";
const isExam = (view: OrderView): view is OrderView & { readonly order: ExamOrder } => view.order.kind === "exam";

const isMaintenance = (view: OrderView): view is OrderView & { readonly order: MaintenanceOrder } =>
  view.order.kind === "maintenance";

/** What is not over yet. */
const current = ({ orders, now }: Known): readonly OrderView[] =>
  (orders?.() ?? []).filter(({ order: { until } }) => until === null || until > now());

/** Everybody's own limits that hold or will, by account. */
export const limitOrders = (context: Known) =>
  current(context)
    .filter(isLimits)
    .toSorted((a, b) => (a.order.person.name < b.order.person.name ? -1 : 1));

/** Exams that run or will, the next first. */
export const examOrders = (context: Known) =>
  current(context)
    .filter(isExam)
    .toSorted((a, b) => a.order.from - b.order.from);

/** Maintenance windows that run or will, the next first. */
export const maintenanceOrders = (context: Known) =>
  current(context)
    .filter(isMaintenance)
    .toSorted((a, b) => a.order.from - b.order.from);

/** When a host is closed next, as decide() takes it. */
export function maintenanceOf(context: Known, host: string): Maintenance | undefined {
  const order = maintenanceOrders(context).find((view) => closesHost(view.order, host))?.order;
  return order && { from: order.from, until: order.until };
}

/** A person's own limits, where an order gives them any now. */
export function ownLimitsOf(context: Known & Pick<Context, "person">): LimitsOrder | undefined {
  const { name, uid } = context.person;
  const order = limitOrders(context).find((view) => view.order.id === limitsOrderId(name))?.order;
  return order !== undefined && order.person.uid === uid && holdsAt(order, context.now()) ? order : undefined;
}

/** The exams that a person sits, running or to come; only hosts know who is in a course. */
export function ownExams(context: Known & Pick<Context, "person" | "directory">): readonly ExamOrder[] {
  const { name, uid } = context.person;
  const courses = context.directory
    .hosts()
    .flatMap(({ inventory }) => inventory.people.filter((one) => one.name === name && one.uid === uid))
    .flatMap(({ exams }) => exams ?? []);
  return examOrders(context)
    .map(({ order }) => order)
    .filter(({ course }) => courses.includes(course));
}

/** Those that run now, as decide() takes them. */
export const examsNow = (context: Known & Pick<Context, "person" | "directory">): readonly Exam[] =>
  ownExams(context)
    .filter((order) => holdsAt(order, context.now()))
    .map(({ course, until }) => ({ course, until }));

/** Hosts that are heard and do not tell of an order yet. */
export const notYetOn = ({ hosts }: OrderView, { directory }: Pick<Context, "directory">): readonly string[] =>
  directory
    .hosts()
    .filter(({ silent, host }) => !silent && !hosts.includes(host))
    .map(({ host }) => host);

/** The host to ask about an order: one that goes by it, else any; it knows by itself whether there is one. */
export function hostKnowing(id: string, context: Context): Outcome<string> {
  const heard = anyHost(context);
  if (!heard.ok) return heard;
  const holding = context.orders?.().find(({ order }) => order.id === id)?.hosts ?? [];
  const best = heard.value.find(({ host }) => holding.includes(host)) ?? heard.value[0];
  return accepted(best?.host ?? "");
}
