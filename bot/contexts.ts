import type { Approvals } from "../handlers/kit/approvals.ts";
import type { FiguresPort } from "../handlers/kit/chart.ts";
import type { IncidentBook } from "../handlers/kit/incidents.ts";
import type { LinkingPort } from "../handlers/kit/linking.ts";
import type { OncallPort } from "../handlers/kit/oncall.ts";
import type { OrdersPort } from "../handlers/kit/orders.ts";
import type {
  Absences,
  AuditBook,
  Context,
  Directory,
  GivenKeysPort,
  JobBook,
  LastRefusals,
  Preferences,
} from "../handlers/kit/ports.ts";
import type { Language } from "../handlers/kit/reply.ts";
import type { Decider } from "../policies/decide.ts";
import type { ChatIdentity } from "../protocol/messages.ts";
import { jobsFor } from "./jobs.ts";

/** What is the same for everybody. */
export interface Surroundings {
  readonly directory: Directory;
  readonly jobs: JobBook;
  readonly preferences: Preferences;
  readonly givenKeys?: GivenKeysPort;
  readonly approvals?: Approvals;
  readonly oncall?: OncallPort;
  readonly figures?: FiguresPort;
  readonly incidents?: IncidentBook;
  readonly orders?: OrdersPort;
  readonly linking?: LinkingPort;
  readonly lastRefusal?: LastRefusals;
  readonly absences?: Absences;
  readonly audit: AuditBook;
  readonly policies: Decider;
  readonly timeZone: string;
  readonly language: Language;
  readonly now: () => number;
}

/** The language of an answer: what the person chose, else what their platform says, else the department's. */
export const languageOf = (all: Surroundings, account: string, platform: Language | undefined): Language =>
  all.preferences.language(account) ?? platform ?? all.language;

export function contextOf(
  all: Surroundings,
  person: Context["person"],
  identity: ChatIdentity,
  language: Language,
  proof?: string,
): Context {
  const { directory, preferences, audit, policies, timeZone, now } = all;
  const { givenKeys, lastRefusal, absences, approvals, figures, incidents, oncall, orders, linking } = all;
  const known = {
    ...(givenKeys && { givenKeys }),
    ...(lastRefusal && { lastRefusal }),
    ...(absences && { absences }),
    ...(approvals && { approvals }),
    ...(oncall && { oncall }),
    ...(figures && { figures }),
    ...(incidents && { incidents }),
    ...(orders && { orders }),
    ...(linking && { linking }),
    ...(proof === undefined ? {} : { proof }),
  };
  const jobs = jobsFor(all.jobs, person);
  return { person, identity, language, now, timeZone, directory, jobs, preferences, ...known, audit, policies };
}
