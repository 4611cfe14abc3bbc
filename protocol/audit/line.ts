import { type AuditLine, auditLineSchema } from "../actions/audit.ts";
import { identityText } from "../identity.ts";
import { chatIdentitySchema } from "../messages.ts";
import type { Entry } from "./search.ts";

const detailMost = 500;
/** What a line shows under names of its own, and what nobody looks for. */
const named = ["at", "what", "event", "action", "grant", "person", "account", "uid", "identity", "approver", "status"];
const left: ReadonlySet<string> = new Set([
  ...named,
  "refusal",
  "why",
  "failure",
  "bot",
  "startedAt",
  "endedAt",
  "decided",
]);

/** An entry of the bot's or an executor's audit in the form that people are shown, every part bounded. */
export function lineOf(entry: Entry): AuditLine {
  const { at, what, event, action, grant, person, account, identity, approver, status, refusal, why, failure } = entry;
  const rest = Object.entries(entry).filter(([key, value]) => !left.has(key) && !isEmpty(value));
  const detail = rest.length === 0 ? undefined : JSON.stringify(Object.fromEntries(rest));
  return bounded({
    at: text(at) ?? "",
    what: text(what) ?? text(event) ?? "?",
    action: text(action),
    grant: text(grant),
    person: nameOf(person) ?? text(account),
    via: viaOf(identity),
    approver: nameOf(approver),
    status: text(status),
    code: text(refusal) ?? text(failure) ?? text(why),
    detail: detail !== undefined && detail.length > detailMost ? `${detail.slice(0, detailMost)}…` : detail,
  });
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

function nameOf(value: unknown): string | undefined {
  if (typeof value === "object" && value !== null && "name" in value) return text(value.name);
  return text(value);
}

function viaOf(value: unknown): string | undefined {
  const read = chatIdentitySchema.safeParse(value);
  if (!read.success) return undefined;
  return read.data.platform === "terminal" ? "terminal" : identityText(read.data);
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

function bounded(line: { readonly [K in keyof AuditLine]-?: AuditLine[K] | undefined }): AuditLine {
  const most: Readonly<Record<string, number>> = { at: 40, via: 200, detail: 600, status: 40 };
  const parts = Object.entries(line).filter(([, value]) => value !== undefined);
  const cut = parts.map(([key, value]) => [key, String(value).slice(0, most[key] ?? 100)]);
  return auditLineSchema.parse(Object.fromEntries(cut));
}
