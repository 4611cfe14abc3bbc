import { cephIncidentWords } from "./ceph.ts";
import type { IncidentWords } from "./words.ts";

/** The words for every code that a monitor or the bot tells, one line a family. */
export const incidentWords: IncidentWords = {
  ...cephIncidentWords,
};
