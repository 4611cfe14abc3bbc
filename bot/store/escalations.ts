import { z } from "zod";
import { severitySchema } from "../../protocol/monitor.ts";
import type { Store } from "./database.ts";

const rowSchema = z.object({
  incident: z.int(),
  severity: severitySchema,
  /** Since when somebody is looked for, and when the next is told; milliseconds since 1970. */
  started_at: z.int(),
  /** How many steps were told. */
  told: z.int(),
  /** null: all were. */
  due_at: z.int().nullable(),
});
export type EscalationRow = z.infer<typeof rowSchema>;

/** The troubles that wait for somebody to say that they look at them. */
export function escalationsIn({ db }: Store) {
  const put = db.prepare(
    `INSERT INTO oncall_escalations (incident, severity, started_at, told, due_at) VALUES (?,?,?,?,?)
       ON CONFLICT (incident) DO UPDATE SET severity = excluded.severity, started_at = excluded.started_at,
         told = excluded.told, due_at = excluded.due_at`,
  );
  const remove = db.prepare("DELETE FROM oncall_escalations WHERE incident = ?");
  const one = db.prepare("SELECT * FROM oncall_escalations WHERE incident = ?");
  const due = db.prepare("SELECT * FROM oncall_escalations WHERE due_at <= ? ORDER BY due_at, incident");
  const all = db.prepare("SELECT * FROM oncall_escalations ORDER BY incident");
  return {
    put: ({ incident, severity, started_at, told, due_at }: EscalationRow): void => {
      put.run([incident, severity, started_at, told, due_at]);
    },
    remove: (incident: number): void => {
      remove.run([incident]);
    },
    one: (incident: number): EscalationRow | undefined => {
      const row = one.get([incident]);
      return row === undefined ? undefined : rowSchema.parse(row);
    },
    due: (now: number): EscalationRow[] => due.all([now]).map((row) => rowSchema.parse(row)),
    all: (): EscalationRow[] => all.all([]).map((row) => rowSchema.parse(row)),
  };
}
