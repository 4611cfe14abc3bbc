import type { Condition } from "../../protocol/monitor.ts";

type Say = (numbers: Condition["numbers"]) => string;

/** How people are told of conditions: one short sentence a code, and what may help. */
export type IncidentWords = Readonly<
  Record<string, { readonly ja: Say; readonly en: Say; readonly advice?: { readonly ja: string; readonly en: string } }>
>;
