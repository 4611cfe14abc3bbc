import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { decisionCodes } from "../../../policies/codes.ts";
import { createDecider } from "../../../policies/decide.ts";
import { policyFolder } from "../../../policies/numbers.ts";
import { permissions, toCome } from "../../../policies/permissions.ts";
import { loadPolicySet, type PolicySet } from "../../../policies/policyset.ts";
import { findAction } from "../../../protocol/catalogue.ts";
import { create, people, question } from "./questions.ts";

const folders = mkdtempSync(join(tmpdir(), "shisa-policies-"));
afterAll(() => rmSync(folders, { recursive: true, force: true }));

let made = 0;

/** The repository's policies with one more file, or with one replaced. */
function planted(text: string, file = "planted.cedar"): string {
  const folder = join(folders, String(++made));
  cpSync(policyFolder(), folder, { recursive: true });
  writeFileSync(join(folder, file), text);
  return folder;
}

/** The permissions that no permit names: each verb must have a policy that names it. */
function withoutPolicy(set: PolicySet, names: readonly string[]): string[] {
  const permits = [...set.policies.values()].filter((policy) => policy.effect === "permit");
  return names.filter((name) => !set.actions.has(name) || !permits.some((permit) => permit.actions.includes(name)));
}

const set = loadPolicySet(policyFolder());

test("the policies are found from the sources and from the compiled code", () => {
  const folder = policyFolder();
  expect(policyFolder(join(folder, "..", "..", "dist", "policies"))).toBe(folder);
});

test("every action and every permission of the bot has a policy that names it", () => {
  expect(withoutPolicy(set, [...permissions, ...toCome])).toEqual([]);
});

test("an action without a policy is named", () => {
  expect(withoutPolicy(set, ["vm.create", "vm.fly"])).toEqual(["vm.fly"]);
});

test("the schema declares nothing that cannot be asked for", () => {
  expect([...set.actions.keys()].toSorted()).toEqual([...permissions, ...toCome].toSorted());
});

test("what is still to come is not there yet", () => {
  const there: readonly string[] = permissions;
  expect(toCome.filter((name) => there.includes(name))).toEqual([]);
});

test("the schema calls those actions reads that the catalogue calls so, and all that the bot answers itself", () => {
  for (const name of permissions) {
    const risk = findAction(name)?.risk ?? "read";
    expect([name, set.actions.get(name)?.groups.includes("reads")]).toEqual([name, risk === "read"]);
  }
});

test("every action has a context, so that rules about time, place and whose yes hold for it too", () => {
  expect([...set.actions].filter(([, { counts }]) => !counts).map(([name]) => name)).toEqual([]);
});

test("every forbid is a known code, so that there are words and an order for it", () => {
  const forbids = [...set.policies.values()].filter((policy) => policy.effect === "forbid").map(({ id }) => id);
  expect(forbids.filter((id) => !(decisionCodes as readonly string[]).includes(id))).toEqual([]);
});

describe("a process does not start on policies with", () => {
  const ping = 'principal, action == Action::"host.ping", resource';
  const broken: readonly (readonly [string, string, RegExp])[] = [
    ["a policy that does not parse", '@id("a.b") forbid (principal', /planted\.cedar/],
    ["no @id", `forbid (${ping});`, /no @id/],
    ["an id that is taken", `@id("person.unknown") forbid (${ping});`, /person\.unknown is taken/],
    ["an id that cannot be a code", `@id("Person Unknown") forbid (${ping});`, /form of an id/],
    ["a permit that is named like a refusal", `@id("vm.permit") permit (${ping});`, /named allow/],
    ["a forbid that is named like a permit", `@id("allow.not") forbid (${ping});`, /named allow/],
    ["a misspelt annotation", `@id("a.b") @decison("approve") forbid (${ping});`, /unknown annotation @decison/],
    ["a misspelt decision", `@id("a.b") @decision("aprove") forbid (${ping});`, /@decision can only be/],
    ["a decision on a permit", `@id("allow.b") @decision("approve") permit (${ping});`, /@decision can only be/],
    ["a slot", '@id("a.b") forbid (principal == ?principal, action, resource);', /slot/],
    ["a misspelt attribute", '@id("a.b") forbid (principal, action, resource) when { principal.nmae == "x" };', /a\.b/],
    ["a misspelt action", '@id("a.b") forbid (principal, action == Action::"vm.craete", resource);', /a\.b/],
    ["a misspelt role", `@id("a.b") forbid (${ping}) when { principal in Role::"amdin" };`, /a\.b/],
    ["the context as a whole", `@id("a.b") forbid (${ping}) when { context == {"args": {}} };`, /as a whole/],
    [
      "a number that JavaScript cannot hold",
      `@id("a.b") forbid (principal, action, resource) when { principal.uid > 9223372036854775807 };`,
      /greater than/,
    ],
    ["an approval that is nobody's to give", `@id("a.b") @decision("approve") forbid (${ping});`, /whose yes lifts it/],
    [
      "an approval with a condition beside the clause that says whose yes it takes",
      `@id("a.b") @decision("approve") forbid (${ping})
        unless { context has approver && context.approver in [Role::"staff"] && context.approver.uid > 5 };`,
      /whose yes lifts it/,
    ],
    [
      "an approval in which students say yes",
      `@id("a.b") @decision("approve") forbid (${ping})
        unless { context has approver && context.approver in [Role::"student"] };`,
      /whose yes lifts it/,
    ],
    ["a condition that can never hold", `@id("a.b") forbid (${ping}) when { principal has car };`, /a\.b/],
    [
      "a number compared with a text",
      '@id("a.b") forbid (principal, action, resource) when { principal.uid == "0" };',
      /a\.b/,
    ],
  ];
  test.each(broken)("%s", async (_, text, message) => {
    await expect(createDecider(planted(text))).rejects.toThrow(message);
  });

  test("a schema that does not parse", async () => {
    await expect(createDecider(planted("entity {", "schema.cedarschema"))).rejects.toThrow(/loading the policies/);
  });

  test("no schema, because the folder is not there", async () => {
    await expect(createDecider(join(folders, "nowhere"))).rejects.toThrow(/loading the policies of .*nowhere/);
  });

  test("no policy at all", async () => {
    const folder = mkdtempSync(join(folders, "empty-"));
    cpSync(join(policyFolder(), "schema.cedarschema"), join(folder, "schema.cedarschema"));
    await expect(createDecider(folder)).rejects.toThrow(/no policies/);
  });
});

describe("a decision is a refusal where", () => {
  const scope = 'principal, action == Action::"vm.create", resource';

  test("a forbid errs at run time and so cannot say its no", async () => {
    const errs = `@id("limit.odd") forbid (${scope}) when { context.limits.guests * 4000000000 * 4000000000 > 0 };`;
    const { decide } = await createDecider(planted(errs));
    expect(decide(create(people.student))).toMatchObject({ effect: "refuse", refusal: { code: "policy.failed" } });
  });

  test("a permit errs while another allows", async () => {
    const errs = `@id("allow.odd") permit (${scope}) when { context.limits.guests * 4000000000 * 4000000000 > 0 };`;
    const { decide } = await createDecider(planted(errs));
    expect(decide(create(people.student))).toMatchObject({ effect: "refuse", refusal: { code: "policy.failed" } });
  });

  test("an error hides behind a missing approval", async () => {
    const errs = `@id("limit.odd") forbid (${scope}) when { context has approver && context.limits.guests * 4000000000 * 4000000000 > 0 };`;
    const { decide } = await createDecider(planted(errs));
    const answer = decide(create(people.student, { diskGiB: 20 }));
    expect(answer).toMatchObject({ effect: "refuse", refusal: { code: "policy.failed" } });
  });

  test("nothing permits the act, and Cedar gives no reason", async () => {
    const { decide, mayEver } = await createDecider(planted("", "guests.cedar"));
    const refusal = { code: "action.forbidden", numbers: { action: "vm.create" } };
    expect(decide(create(people.admin))).toEqual({ effect: "refuse", refusal });
    expect(mayEver("vm.create", ["admin"])).toBe(false);
  });

  test("nothing permits the act, though only an approval seems to be lacking", async () => {
    const { decide } = await createDecider(planted("", "guests.cedar"));
    const answer = decide(create(people.admin, { diskGiB: 20 }));
    expect(answer).toMatchObject({ effect: "refuse", refusal: { code: "action.forbidden" } });
  });

  test("the schema lacks the action", async () => {
    const schema = `entity Role enum ["student", "staff", "admin"]; entity Person in [Role] = { "name": String, "uid": Long };
      entity Host; action "host.ping" appliesTo { principal: Person, resource: Host };`;
    const folder = mkdtempSync(join(folders, "small-"));
    writeFileSync(join(folder, "schema.cedarschema"), schema);
    cpSync(join(policyFolder(), "limits.json"), join(folder, "limits.json"));
    writeFileSync(join(folder, "all.cedar"), '@id("allow.host") permit (principal, action, resource);');
    const { decide } = await createDecider(folder);
    expect(decide(question("host.ping", people.student))).toEqual({ effect: "allow" });
    expect(decide(question("me", people.student))).toMatchObject({ refusal: { code: "action.forbidden" } });
  });

  test("a role is not one of ours", async () => {
    const { decide } = await createDecider();
    const person = { name: "e235701", uid: 20_001, roles: JSON.parse('["god"]') };
    expect(decide(question("me", person))).toMatchObject({ refusal: { code: "policy.failed" } });
  });
});

test("two sets of policies in one process do not mix", async () => {
  const open = await createDecider();
  const closed = await createDecider(planted("", "guests.cedar"));
  expect(open.decide(create(people.student)).effect).toBe("allow");
  expect(closed.decide(create(people.student)).effect).toBe("refuse");
  expect(open.decide(create(people.student)).effect).toBe("allow");
});
