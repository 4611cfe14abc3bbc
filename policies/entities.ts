import type { EntityJson } from "@cedar-policy/cedar-wasm/nodejs";
import { personSchema, type Role } from "../protocol/messages.ts";
import type { PersonFacts, Target } from "./facts.ts";

export const whoAsks = { type: "Person", id: "who" } as const;
export const whoApproves = { type: "Person", id: "approver" } as const;
/** Somebody of a role who is supposed to approve. */
export const approverId = (role: Role) => ({ type: "Person", id: `approver-${role}` }) as const;
export const whatAbout = "what";

/** A person as an entity; one whose name or uid can be nobody's account has no roles. */
export function personOf(id: { type: string; id: string }, person: PersonFacts | undefined): EntityJson {
  const read = personSchema.safeParse({ name: person?.name, uid: person?.uid });
  const { name, uid } = read.success ? read.data : { name: "", uid: 0 };
  const roles = read.success ? (person?.roles ?? []) : [];
  return { uid: id, attrs: { name, uid }, parents: roles.map((role) => ({ type: "Role", id: role })) };
}

/** Types of what is about nobody's own: the host itself, Shisa itself, and what the monitors found. */
const nobodys: ReadonlySet<string> = new Set(["Host", "Service", "Incident"]);

/**
 * Who asks, who approves where somebody does, and what it is about where that has an owner: none where there is no such
 * thing or its owner can be nobody's account.
 */
export function entitiesOf(
  resourceType: string,
  person: PersonFacts | undefined,
  target: Target | undefined,
  approver: { readonly approver: PersonFacts | undefined } | undefined,
): EntityJson[] {
  const entities = [personOf(whoAsks, person)];
  if (approver !== undefined) entities.push(personOf(whoApproves, approver.approver));
  if (!nobodys.has(resourceType)) {
    const read = personSchema.safeParse({ name: target?.owner.name, uid: target?.owner.uid });
    const uid = { type: resourceType, id: whatAbout };
    entities.push({ uid, attrs: read.success ? { owner: read.data } : {}, parents: [] });
  }
  return entities;
}
