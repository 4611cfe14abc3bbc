import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type Permission, permissions, toCome } from "../../../policies/permissions.ts";

/**
 * What each role is answered to one ordinary request: allow, approve:CODE, or the code of the refusal. No role can be
 * left out. `notOwner`: what every member is answered where the thing is somebody else's; there exactly where the
 * action is about something that has an owner.
 */
const rowSchema = z.strictObject({
  nobody: z.string(),
  student: z.string(),
  staff: z.string(),
  admin: z.string(),
  notOwner: z.string().optional(),
});
export type Row = z.infer<typeof rowSchema>;

const folder = join(dirname(fileURLToPath(import.meta.url)), "table");

/** The files of test/unit/policies/table, one a family, as one table. Throws where an action stands in two of them. */
function readTable(): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>();
  for (const file of readdirSync(folder))
    for (const [action, row] of Object.entries(JSON.parse(readFileSync(join(folder, file), "utf8")))) {
      if (rows.has(action)) throw new Error(`${file}: ${action} has a line already`);
      try {
        rows.set(action, rowSchema.parse(row));
      } catch (cause) {
        throw new Error(`${file}: reading the line of ${action}`, { cause });
      }
    }
  return rows;
}

export const table = readTable();

/** Everything that the policies must say something about. */
export const everything: readonly Permission[] = [...permissions, ...toCome];

/** Its line; throws for an action that has none. */
export function rowOf(action: string): Row {
  const row = table.get(action);
  if (row === undefined) throw new Error(`no file of test/unit/policies/table has a line for ${action}`);
  return row;
}
