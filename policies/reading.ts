import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import { isExact, mentionsOf } from "./expressions.ts";
import { type ApproverRole, liftersOf } from "./lifters.ts";
import { cedarProblems, type Text } from "./problem.ts";

/** A misspelt annotation parses as well, so only these keys, with these values, are taken. */
const annotationKeys: ReadonlySet<string> = new Set(["id", "decision", "ja", "en"]);
/** As long as a refusal may carry. */
const wordsMax = 200;
/** A forbid's id is its refusal code, a permit's starts with `allow.`. */
const idForm = /^[a-z]+(\.[a-z_]+)+$/;

/** The form of the clause that policies/lifters.ts reads. */
const lifting = 'unless { context has approver && context.approver in [Role::"staff", Role::"admin"] }';

export interface Policy {
  readonly id: string;
  readonly file: string;
  readonly text: string;
  readonly effect: "permit" | "forbid";
  /**
   * A forbid that another person's yes lifts. approve: it is asked for by itself; exception: only when who was refused
   * asks for it. undefined: nobody's yes helps.
   */
  readonly decision: "approve" | "exception" | undefined;
  /** Of a rule that can be lifted: the roles whose yes does. */
  readonly lifters?: readonly ApproverRole[];
  /** What people are told, in both languages, where the handlers have no words for the code. */
  readonly words?: { readonly ja: string; readonly en: string };
  /** The actions that its scope names one by one; empty where it names a group or none. */
  readonly actions: readonly string[];
  readonly json: cedar.PolicyJson;
  /** Names of the context's attributes, and of those of its records, that its conditions ask for. */
  readonly mentions: ReadonlySet<string>;
}

/** What a file holds, and what is wrong with it, one line each. */
export interface Read {
  readonly policies: readonly Policy[];
  readonly problems: readonly string[];
}

/** Reads the policies of one file; those that are not exactly as they should be are told and left out. */
export function readPolicies({ text, file }: Text): Read {
  const parts = cedar.policySetTextToParts(text);
  if (parts.type === "failure") return { policies: [], problems: cedarProblems(parts.errors, [{ text, file }]) };
  const slots = parts.policy_templates.map((part) => `${place(file, text, part)}: a policy has a slot`);
  const read = parts.policies.map((part) => readPolicy(part, file, place(file, text, part)));
  return {
    policies: read.filter((one) => typeof one !== "string"),
    problems: [...slots, ...read.filter((one) => typeof one === "string")],
  };
}

/** Cedar hands each policy's text out as it stands in the file. */
function place(file: string, text: string, part: string): string {
  const at = text.indexOf(part);
  return at === -1 ? file : `${file}:${text.slice(0, at).split("\n").length}`;
}

function readPolicy(text: string, file: string, where: string): Policy | string {
  const read = cedar.policyToJson(text);
  if (read.type === "failure") return cedarProblems(read.errors, [{ file, text }]).join("; ");
  const { json } = read;
  const { effect, action, annotations = {} } = json;
  const id = annotations["id"];
  if (id === undefined || id === null)
    return `${where}: a policy has no @id: ${text.slice(0, 80).replaceAll(/\s+/gu, " ")}`;
  if (!idForm.test(id)) return `${where}: ${id} is not the form of an id`;
  if ((effect === "permit") !== id.startsWith("allow."))
    return `${where}: ${id}: permits, and only permits, are named allow.…`;
  for (const key of Object.keys(annotations))
    if (!annotationKeys.has(key)) return `${where}: ${id} has the unknown annotation @${key}`;
  const decision = annotations["decision"];
  if (decision !== undefined && ((decision !== "approve" && decision !== "exception") || effect !== "forbid"))
    return `${where}: ${id}: @decision can only be "approve" or "exception", on a forbid`;
  const { ja, en } = annotations;
  if ((ja === undefined) !== (en === undefined))
    return `${where}: ${id}: words are needed in both languages, @ja and @en`;
  if (`${ja ?? ""}`.length > wordsMax || `${en ?? ""}`.length > wordsMax)
    return `${where}: ${id}: words have at most ${wordsMax} characters`;
  const mentions = json.conditions.map(({ body }) => mentionsOf(body));
  if (!mentions.every((one) => one !== undefined))
    return `${where}: ${id}: the context is used as a whole; name the attributes that matter`;
  if (!isExact(json.conditions)) return `${where}: ${id}: a number is greater than ${Number.MAX_SAFE_INTEGER}`;
  const lifters = decision === undefined ? undefined : liftersOf(json);
  if (decision !== undefined && (lifters === undefined || lifters.length === 0))
    return `${where}: ${id}: a rule with @decision says whose yes lifts it in one clause: ${lifting}`;
  const words = typeof ja === "string" && typeof en === "string" ? { words: { ja, en } } : {};
  const mentioned = new Set(mentions.flatMap((one) => [...one]));
  const lifted = lifters === undefined ? {} : { lifters };
  return {
    id,
    file,
    text,
    effect,
    decision,
    ...lifted,
    ...words,
    actions: actionsNamed(action),
    json,
    mentions: mentioned,
  };
}

function actionsNamed(constraint: cedar.ActionConstraint): string[] {
  if (constraint.op === "All" || "slot" in constraint) return [];
  const entities = "entities" in constraint ? constraint.entities : [constraint.entity];
  return entities.map((entity) => ("__entity" in entity ? entity.__entity.id : entity.id));
}
