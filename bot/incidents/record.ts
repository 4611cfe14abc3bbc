import { z } from "zod";
import { personSchema } from "../../protocol/messages.ts";
import { conditionSchema, severitySchema } from "../../protocol/monitor.ts";

const namedSchema = personSchema.extend({ fullName: z.string() });

const eventSchema = z.strictObject({
  at: z.int(),
  kind: z.enum([
    ...(["opened", "worse", "better", "changed", "cleared", "again", "acknowledged", "snoozed"] as const),
    ...(["unsnoozed", "noted", "resolved", "named", "told", "fixed"] as const),
  ]),
  by: namedSchema.exactOptional(),
  text: z.string().exactOptional(),
});

const memberSchema = z.strictObject({
  /** Source, host where the same on another host is another trouble, and the condition's own key. */
  key: z.string(),
  condition: conditionSchema,
  /** When it became a part of the incident. */
  joinedAt: z.int(),
  /** The hosts that tell it; "" for what no host tells. */
  tellers: z.array(z.string()),
  /** Not over yet. */
  present: z.boolean(),
});
export type Member = z.infer<typeof memberSchema>;

/** An incident as it is kept. Times in milliseconds since 1970. */
export const recordSchema = z.strictObject({
  number: z.int(),
  source: z.strictObject({ kind: z.enum(["monitor", "alertmanager", "webhook", "bot"]), name: z.string() }),
  /** Whose troubles, where they begin together, are one incident. */
  group: z.string(),
  members: z.array(memberSchema),
  severity: severitySchema,
  state: z.enum(["open", "acknowledged", "snoozed", "cleared", "resolved"]),
  openedAt: z.int(),
  endedAt: z.int().nullable(),
  acknowledgedBy: namedSchema.nullable(),
  snoozedUntil: z.int().nullable(),
  assigned: z.union([namedSchema, z.strictObject({ nobody: z.string() })]),
  returns: z.int(),
  events: z.array(eventSchema),
  /** How many of all its events stand in its threads. */
  threaded: z.int(),
  /** How many events there were, those that are not kept any more included. */
  happened: z.int(),
  revision: z.int(),
  /** It has been over for so long that whatever comes again is another incident. */
  settled: z.boolean(),
});
/** What the engine changes in place; nobody else does. */
export type IncidentRecord = z.infer<typeof recordSchema>;

/** Before anybody looked who is on call. */
export const unassigned = { nobody: "no rota" } as const;

export const isOver = ({ state }: Pick<IncidentRecord, "state">): boolean =>
  state === "cleared" || state === "resolved";

/** What an incident is called by: what is still wrong before what is over, specific before generic, worst, oldest. */
export function leaderOf({ members }: Pick<IncidentRecord, "members">): Member {
  const [leader] = [...members].sort(
    (a, b) =>
      Number(b.present) - Number(a.present) ||
      Number(a.condition.generic ?? false) - Number(b.condition.generic ?? false) ||
      weight(b) - weight(a) ||
      a.joinedAt - b.joinedAt ||
      (a.key < b.key ? -1 : 1),
  );
  if (leader === undefined) throw new Error("an incident of nothing");
  return leader;
}

const weight = ({ condition }: Member): number => (condition.severity === "error" ? 1 : 0);
