import { cephIncidentWords } from "./ceph.ts";
import { certificateIncidentWords } from "./certificates.ts";
import { guestIncidentWords } from "./guests.ts";
import { hostIncidentWords } from "./host.ts";
import { pageIncidentWords } from "./page.ts";
import { redisIncidentWords } from "./redis.ts";
import { rsnapshotIncidentWords } from "./rsnapshot.ts";
import { shisaIncidentWords } from "./shisa.ts";
import { webhookIncidentWords } from "./webhooks.ts";
import type { IncidentWords } from "./words.ts";

/** The words for every code that a monitor or the bot tells, one line a family. */
export const incidentWords: IncidentWords = {
  ...pageIncidentWords,
  ...shisaIncidentWords,
  ...hostIncidentWords,
  ...guestIncidentWords,
  ...redisIncidentWords,
  ...certificateIncidentWords,
  ...webhookIncidentWords,
  ...rsnapshotIncidentWords,
  ...cephIncidentWords,
};
