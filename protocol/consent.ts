import { createHash } from "node:crypto";
import { z } from "zod";
import { grantIdSchema } from "./ids.ts";
import { personSchema } from "./messages.ts";
import { hostSchema } from "./names.ts";

/**
 * One act of risk "root", exactly as it will run: what requester and approver each sign by munge, and what the executor
 * computes anew from the grant that asks for it.
 */
export const actSchema = z.strictObject({
  grant: grantIdSchema,
  action: z.string().max(100),
  input: z.unknown(),
  /** The short name of the host whose executor may do it. */
  host: hostSchema,
  requester: personSchema,
});
export type Act = z.infer<typeof actSchema>;

/** How long both may take together: the longest that munge lets a credential live, in seconds. */
export const consentSeconds = 3_600;

const prefix = "shisa-act:";

/**
 * The act as the one text that its digest is of: JSON without white space, the fields of every object sorted by the
 * UTF-16 code units of their names, numbers and strings as JSON.stringify writes them, absent fields left out.
 * Throws a TypeError where something in the input is no JSON (also a number that JSON has no word for).
 */
export const actText = (act: Act): string => canonical({ ...act, kind: "shisa-act-1" });

/** What each of the two signs: `munge -s PAYLOAD -u root`. Letters, digits, hyphen and colon only; 74 characters. */
export const consentPayload = (act: Act): string =>
  `${prefix}${createHash("sha256").update(actText(act), "utf8").digest("hex")}`;

function canonical(value: unknown): string {
  if (value === null || typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object") throw new TypeError(`writing down an act: a ${typeof value} is no JSON`);
  const fields = Object.entries(value).filter(([, held]) => held !== undefined);
  const sorted = fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, held]) => `${JSON.stringify(name)}:${canonical(held)}`).join(",")}}`;
}
