import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Act, consentPayload } from "../../../protocol/consent.ts";
import type { Approval, Grant, Person } from "../../../protocol/messages.ts";
import type { Department } from "../../department/department.ts";
import type { Lab } from "../../lab/lab.ts";
import { credentialOf, type MungeOptions } from "../../lab/munge.ts";
import { listPeople } from "../../lab/people.ts";

/** A person of the department, as a grant names them. */
export function personIn(lab: Lab, name: string): Person {
  const found = listPeople(lab.dir).find((person) => person.name === name);
  if (found === undefined) throw new Error(`there is no ${name} in the lab`);
  return { name, uid: found.uid };
}

/** What `munge -s TEXT -u root` gives that person. */
export async function signedBy(lab: Lab, name: string, text: string, more: MungeOptions = {}): Promise<string> {
  const found = listPeople(lab.dir).find((person) => person.name === name);
  if (found === undefined) throw new Error(`there is no ${name} in the lab`);
  return credentialOf(lab, text, { as: found, ttl: 3600, ...more });
}

/** An image that could be a template, with its digest. */
export async function imageIn({ lab }: Department, name = "os.qcow2"): Promise<{ source: string; sha256: string }> {
  const folder = join(lab.dir, "images");
  await mkdir(folder, { recursive: true });
  const source = join(folder, name);
  await copyFile(join(lab.vm?.templates ?? "", "tiny.qcow2"), source);
  return { source, sha256: await digestOf(source) };
}

export const digestOf = async (path: string): Promise<string> =>
  createHash("sha256")
    .update(await readFile(path))
    .digest("hex");

/** The act that a grant asks of the department's host. */
export const actOf = ({ jti, action, input, person }: Grant): Act => ({
  ...{ grant: jti, action, input, host: "vm1", requester: person },
});

export const payloadOf = (grant: Grant): string => consentPayload(actOf(grant));

/** The grant with the bot's word that `approver` said yes, and what is to pass for both signatures. */
export function approved(grant: Grant, approver: Person, consents: Approval["consents"] | undefined): Grant {
  const identity = { platform: "terminal", workspace: "test", user: approver.name };
  const approval = { number: 1, approver, identity, at: Date.now(), ...(consents === undefined ? {} : { consents }) };
  return { ...grant, vouched: { place: "private", approval } };
}
