import { certificateIncidentWords } from "./certificates.ts";
import { guestIncidentWords } from "./guests.ts";
import { hostIncidentWords } from "./host.ts";
import { redisIncidentWords } from "./redis.ts";
import { shisaIncidentWords } from "./shisa.ts";
import { webhookIncidentWords } from "./webhooks.ts";
import type { IncidentWords } from "./words.ts";

/** The words for every code that a monitor or the bot tells, one line a family. */
export const incidentWords: IncidentWords = {
  ...shisaIncidentWords,
  ...hostIncidentWords,
  ...guestIncidentWords,
  ...redisIncidentWords,
  ...certificateIncidentWords,
  ...webhookIncidentWords,
};
