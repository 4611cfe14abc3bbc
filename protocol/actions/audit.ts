import { z } from "zod";
import { defineAction } from "../action.ts";
import { headFindingSchema, headSchema } from "../audit/head.ts";
import { accountSchema, hostSchema } from "../names.ts";

/** How a grant may have ended. */
export const auditResults = ["done", "refused", "failed", "cancelled", "not_run"] as const;
const resultSchema = z.enum(auditResults);
/** As many lines as one answer holds. */
const mostAuditLines = 100;

/** One line of an audit, in the same form whatever it is about. */
export const auditLineSchema = z.strictObject({
  at: z.string().max(40),
  /** grant.ended, grant.rejected, executor.started, … */
  what: z.string().max(100),
  action: z.string().max(100).optional(),
  grant: z.string().max(100).optional(),
  /** Whose name it was asked in. */
  person: z.string().max(100).optional(),
  /** The chat identity that asked, or the terminal. */
  via: z.string().max(200).optional(),
  /** Who said yes, where somebody had to. */
  approver: z.string().max(100).optional(),
  status: z.string().max(40).optional(),
  /** Why it was refused or failed. */
  code: z.string().max(100).optional(),
  /** What else the line says, as JSON, cut where it is long. */
  detail: z.string().max(600).optional(),
});
export type AuditLine = z.infer<typeof auditLineSchema>;

const pageSchema = z.strictObject({
  host: hostSchema,
  /** Newest first. */
  lines: z.array(auditLineSchema).max(mostAuditLines),
  /** False: there may be more before `from`. */
  complete: z.boolean(),
  from: z.string().max(40).nullable(),
});
const questionShape = {
  since: z.int().min(0).optional(),
  result: resultSchema.optional(),
  limit: z.int().min(1).max(mostAuditLines),
};

const searchInput = z.strictObject({
  words: z.array(z.string().min(1).max(100)).max(10),
  person: accountSchema.optional(),
  ...questionShape,
});
const ownInput = z.strictObject(questionShape);

/** Looks through the audit of the host that is asked. */
export const auditSearch = defineAction({
  name: "audit.search",
  lane: "quick",
  risk: "read",
  input: searchInput,
  output: pageSchema.extend({
    /** What was asked, so that the same can be asked elsewhere. */
    question: searchInput,
    head: headSchema,
    /** What the host holds against the bots' own chains, newest first. */
    findings: z.array(headFindingSchema).max(10),
  }),
  steps: [],
  timeLimitMs: 30_000,
});

/** The same for what was asked in one's own name, and nothing else. */
export const auditOwn = defineAction({
  name: "audit.own",
  lane: "quick",
  risk: "read",
  input: ownInput,
  output: pageSchema.extend({ question: ownInput }),
  steps: [],
  timeLimitMs: 30_000,
});

export const auditActions = [auditSearch, auditOwn] as const;
