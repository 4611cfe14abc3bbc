import { z } from "zod";

/**
 * Why something was not done: a code and numbers, never words (the handlers hold the words in each language).
 * `passing` holds the changes to the input that would make the nearest request pass; `approvers` names the roles
 * that may approve an exception.
 */
export const refusalSchema = z.strictObject({
  code: z.string().regex(/^[a-z]+(\.[a-z_]+)+$/),
  numbers: z.record(z.string(), z.union([z.number(), z.string().max(200)])).default({}),
  passing: z.record(z.string(), z.union([z.number(), z.string().max(200), z.boolean()])).optional(),
  approvers: z.array(z.string()).optional(),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** Makes a refusal value. */
export function refuse(code: string, numbers: Refusal["numbers"] = {}, more: Partial<Refusal> = {}): Refusal {
  return { code, numbers, ...more };
}

/** Something that worked, or a refusal: how functions that may say no return. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export const accepted = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const refused = (refusal: Refusal): { ok: false; refusal: Refusal } => ({ ok: false, refusal });
