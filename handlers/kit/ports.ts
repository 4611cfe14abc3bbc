import type { Decider } from "../../policies/decide.ts";
import type { PersonFacts } from "../../policies/facts.ts";
import type { AuditLine } from "../../protocol/actions/audit.ts";
import type { HeadFinding } from "../../protocol/audit/head.ts";
import type { ChatIdentity, Inventory, Person, Result, StepReport } from "../../protocol/messages.ts";
import type { Refusal } from "../../protocol/refusal.ts";
import type { Approvals } from "./approvals.ts";
import type { FiguresPort } from "./chart.ts";
import type { IncidentBook } from "./incidents.ts";
import type { LinkingPort } from "./linking.ts";
import type { OncallPort } from "./oncall.ts";
import type { OrdersPort } from "./orders.ts";
import type { Language } from "./reply.ts";

/** A host as the bot last heard it. Times in milliseconds since 1970. */
export interface HostView {
  readonly host: string;
  readonly heardAt: number;
  /** Nothing heard for too long: its things are shown as silent, never as empty. */
  readonly silent: boolean;
  readonly inventory: Inventory;
}

/** A command of one person that became a job, as the bot remembers it. */
export interface JobView {
  readonly number: number;
  readonly grant: string;
  readonly host: string;
  readonly person: string;
  /** Of the account when it was accepted: names are given again. */
  readonly uid: number;
  readonly line: string;
  readonly action: string;
  readonly acceptedAt: number;
  readonly status:
    | "waiting"
    | "running"
    | "undoing"
    | "done"
    | "refused"
    | "failed"
    | "cancelled"
    | "not_run"
    | "unknown";
  readonly steps: readonly StepReport[];
  readonly endedAt: number | undefined;
}

/** What the hosts said last. */
export interface Directory {
  readonly hosts: () => readonly HostView[];
  /** A person's facts as the hosts know them; undefined for an account that no host knows. */
  readonly person: (account: string) => (PersonFacts & { readonly fullName: string }) | undefined;
}

/** How a job ended, and what it was to do. */
export interface JobEnding {
  readonly input: unknown;
  readonly result: Result;
}

export interface JobBook {
  /** Newest first, at most `limit`. */
  readonly ofPerson: (account: string, limit: number) => readonly JobView[];
  readonly byGrant: (grant: string) => JobView | undefined;
  readonly byNumber: (number: number) => JobView | undefined;
  /** What its host said in the end; undefined while nobody knows. */
  readonly ending: (grant: string) => JobEnding | undefined;
}

/** The last thing that the bot itself refused somebody, without any host. Kept until the bot's next start. */
export interface LastRefusal {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly line: string;
  readonly refusal: Refusal;
}
export type LastRefusals = (person: Person) => LastRefusal | undefined;

/**
 * Since when a host has not known an account any more that owns something there, in milliseconds since 1970; undefined
 * where it knows it.
 */
export type Absences = (host: string, owner: Person) => number | undefined;

export interface Preferences {
  readonly language: (account: string) => Language | undefined;
  readonly setLanguage: (account: string, language: Language) => void;
}

/** What is known of the public keys that somebody gave: their keeper's signed word, and which host that is. */
export type GivenKeysPort = (person: Person) => { readonly statement: string; readonly keeper: string } | undefined;

/** What to look for in the bot's own audit; what is left out does not count. */
export interface AuditQuestion {
  /** All of these stand in the line, whatever their case. */
  readonly words: readonly string[];
  /** Only what was asked in this account's name. */
  readonly person?: string | undefined;
  /** That account's uid, where it must be the same person: names are given again. */
  readonly uid?: number | undefined;
  /** Only lines about one of these. */
  readonly events?: readonly string[];
  /** Milliseconds since 1970. */
  readonly since?: number | undefined;
  readonly limit: number;
}

export interface AuditLines {
  /** Newest first. */
  readonly lines: readonly AuditLine[];
  /** False: there may be more before `from`. */
  readonly complete: boolean;
  /** The time of the oldest line that was looked at (ISO 8601). */
  readonly from: string | null;
}

export interface AuditBook {
  /** Looks through what the bot itself wrote down. */
  readonly search: (question: AuditQuestion) => Promise<AuditLines>;
  /** Where a host's audit is not what the host had said before; newest first. */
  readonly findings: () => readonly HeadFinding[];
}

/** Everything a handler may use. */
export interface Context {
  readonly person: PersonFacts & { readonly fullName: string };
  readonly identity: ChatIdentity;
  readonly language: Language;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** IANA zone for times that people read. */
  readonly timeZone: string;
  readonly directory: Directory;
  readonly jobs: JobBook;
  readonly preferences: Preferences;
  /** Absent: nothing is known of anybody's. */
  readonly givenKeys?: GivenKeysPort;
  /** Who is on call. Absent: nobody takes turns here. */
  readonly oncall?: OncallPort;
  /** Absent: none is known. */
  readonly orders?: OrdersPort;
  /** Who is who in the chats. Absent: nothing is known of it. */
  readonly linking?: LinkingPort;
  /** What waits for another person's yes. Absent: nothing can. */
  readonly approvals?: Approvals;
  /** How what monitors count went on. Absent: nothing was kept. */
  readonly figures?: FiguresPort;
  /** What is wrong. Absent: nothing is known of it. */
  readonly incidents?: IncidentBook;
  /** An executor's signed word that the identity is the person, where there is one. */
  readonly proof?: string;
  /** Absent: none is remembered. */
  readonly lastRefusal?: LastRefusals;
  /** Absent: not known. */
  readonly absences?: Absences;
  readonly audit: AuditBook;
  /** What the policies say, from what the bot knows: a hint, so that refusals come at once. */
  readonly policies: Decider;
}

/** What words need to know about who reads them, and when. */
export type Reader = Pick<Context, "language" | "timeZone" | "now">;
