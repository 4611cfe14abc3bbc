import { z } from "zod";
import type { Person, Role } from "../protocol/messages.ts";
import { groupSchema, ownLimitsSchema } from "../protocol/order.ts";
import type { Channel, HostFacts, PersonFacts, Question, Target, Use } from "./facts.ts";
import { noUse } from "./facts.ts";
import { channelSchema, hostFactsSchema, personFactsSchema, targetSchema, useSchema } from "./recorded.ts";

const roles = ["student", "staff", "admin"] as const satisfies readonly Role[];
/** A role stands for somebody who has just that one; `nobody` for somebody who is in none of the groups. */
const who = z.union([z.enum([...roles, "nobody"]), personFactsSchema]);
/** Milliseconds since 1970, or written out with a zone: 2026-12-01T13:00+09:00. */
const time = z.union([z.int(), z.iso.datetime({ offset: true, precision: -1 }), z.iso.datetime({ offset: true })]);

/** A question as a case writes it: whatever it does not say is usual. */
export const questionSchema = z.strictObject({
  action: z.string(),
  input: z.unknown().optional(),
  person: who,
  /** own, another's: a guest of usual size; left out: none, or none that there is. */
  target: z.union([z.enum(["own", "another's"]), targetSchema.partial().strict()]).optional(),
  /** What is left out is nothing. */
  use: useSchema.partial().strict().optional(),
  /** What is left out is as on a large, empty host; null: nothing is known of it. */
  host: hostFactsSchema.partial().strict().nullable().optional(),
  at: time.optional(),
  channel: channelSchema.partial().strict().optional(),
  ownLimits: ownLimitsSchema.optional(),
  exams: z.array(z.strictObject({ course: groupSchema, until: time })).optional(),
  maintenance: z.strictObject({ from: time, until: time }).optional(),
  /** Who said yes to it: another person of that role, the one who asks, or somebody by name. */
  approvedBy: z.union([who, z.literal("themselves")]).optional(),
});

type Asked = z.infer<typeof questionSchema>;

/** The whole question. */
export function questionFrom(asked: Asked): Question {
  const person = personFrom(asked.person, 20_001);
  return {
    action: asked.action,
    input: asked.action === "vm.create" ? { ...usualGuest, ...inputIn(asked) } : (asked.input ?? {}),
    person,
    target: asked.target === undefined ? undefined : targetFrom(asked.target, person),
    use: filled<Use>(noUse, asked.use),
    host: asked.host === null ? undefined : filled<HostFacts>(roomy, asked.host),
    ...(asked.at === undefined ? {} : { at: timeFrom(asked.at) }),
    ...(asked.channel === undefined ? {} : { channel: filled<Channel>(usualChannel, asked.channel) }),
    ...(asked.ownLimits === undefined ? {} : { ownLimits: asked.ownLimits }),
    ...(asked.exams === undefined
      ? {}
      : { exams: asked.exams.map(({ course, until }) => ({ course, until: timeFrom(until) })) }),
    ...(asked.maintenance === undefined
      ? {}
      : { maintenance: { from: timeFrom(asked.maintenance.from), until: timeFrom(asked.maintenance.until) } }),
    ...(asked.approvedBy === undefined
      ? {}
      : { approval: { approver: asked.approvedBy === "themselves" ? person : personFrom(asked.approvedBy, 20_002) } }),
  };
}

function personFrom(asked: z.infer<typeof who>, uid: number): PersonFacts | undefined {
  if (typeof asked !== "string") return asked;
  return asked === "nobody" ? undefined : { name: `e${uid}`, uid, roles: [asked] };
}

const timeFrom = (asked: z.infer<typeof time>): number => (typeof asked === "number" ? asked : Date.parse(asked));

const another: Person = { name: "another", uid: 20_999 };

function targetFrom(asked: NonNullable<Asked["target"]>, person: PersonFacts | undefined): Target {
  const owner = asked === "another's" || person === undefined ? another : { name: person.name, uid: person.uid };
  const usual: Target = { name: "web", owner, running: false, cpu: 1, memoryMiB: 1024, diskGiB: 10 };
  return filled(usual, typeof asked === "string" ? {} : asked);
}

type Given<T> = { readonly [K in keyof T]?: T[K] | undefined };

const filled = <T extends object>(usual: T, given: Given<T> = {}): T => ({
  ...usual,
  ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
});

const roomy = { name: "vm1", stopped: false, diskTotalGiB: 10_000, diskFreeGiB: 9_000, committedGiB: 0 };
const usualChannel = { platform: "slack", workspace: "T1", place: "private", proved: true } as const;

const usualGuest = { template: "tiny", name: "web", cpu: 1, memoryMiB: 1024, diskGiB: 10 };

/** What is no object is left to the action's own schema to refuse. */
const inputIn = ({ input }: Asked): object => (typeof input === "object" && input !== null ? input : {});
