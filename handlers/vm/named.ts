import type { Outcome } from "../../protocol/refusal.ts";
import type { Values } from "../kit/definition.ts";
import type { Place } from "../kit/directory.ts";
import { placeOf } from "../kit/directory.ts";
import { formatLine } from "../kit/format-line.ts";
import type { Context } from "../kit/ports.ts";
import { textOf } from "./parameters.ts";

/** Where the guest that was named is. */
export const placeFor = (values: Values, context: Context): Outcome<Place> =>
  placeOf(context, textOf(values, "name") ?? "", textOf(values, "host"));

/** /vm VERB NAME [--host HOST] [--flag] */
export const guestLine = (verb: string, name: string, host?: string, flags: Readonly<Record<string, boolean>> = {}) =>
  formatLine(["vm", verb, name], { ...flags, host });
