import fc from "fast-check";
import { expect, test } from "vitest";
import { type Act, actText, consentPayload } from "../../../protocol/consent.ts";

const act: Act = {
  grant: `g${"0".repeat(32)}`,
  action: "template.add",
  input: { title: { ja: "実習", en: "Lab" }, name: "os", sha256: "a".repeat(64), source: "/srv/os.qcow2" },
  host: "vm1",
  requester: { name: "adm1", uid: 30_001 },
};

test("an act has one text: sorted fields, no white space, and what kind of text it is", () => {
  expect(actText(act)).toBe(
    `{"action":"template.add","grant":"g${"0".repeat(32)}","host":"vm1","input":{"name":"os","sha256":"${"a".repeat(64)}",` +
      '"source":"/srv/os.qcow2","title":{"en":"Lab","ja":"実習"}},"kind":"shisa-act-1",' +
      '"requester":{"name":"adm1","uid":30001}}',
  );
});

test("the payload is 74 characters that no shell changes", () => {
  expect(consentPayload(act)).toMatch(/^shisa-act:[0-9a-f]{64}$/);
});

test("the order of fields and a journey through JSON change nothing, whatever the input", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (input) => {
      const travelled = JSON.parse(JSON.stringify({ ...act, input })) as Act;
      const turned = Object.fromEntries(Object.entries(travelled).toReversed()) as unknown as Act;
      expect(consentPayload(turned)).toBe(consentPayload({ ...act, input }));
    }),
  );
});

test("two inputs that are not the same JSON have different texts", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      const same = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
      expect(actText({ ...act, input: one }) === actText({ ...act, input: other })).toBe(same);
    }),
  );
});

test.each<[string, Partial<Act>]>([
  ["another grant", { grant: `g${"1".repeat(32)}` }],
  ["another action", { action: "template.retire" }],
  ["another host", { host: "vm2" }],
  ["another person of the same uid", { requester: { name: "adm2", uid: 30_001 } }],
  ["the same name with another uid", { requester: { name: "adm1", uid: 30_002 } }],
  ["one character more in the input", { input: { name: "os2" } }],
])("%s is another act", (_, change) => {
  expect(consentPayload({ ...act, ...change })).not.toBe(consentPayload(act));
});

test("what is no JSON has no text", () => {
  for (const input of [Number.NaN, 1n, Symbol("x"), () => 1, { deep: [Number.POSITIVE_INFINITY] }])
    expect(() => actText({ ...act, input })).toThrow(TypeError);
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return fields.map(([name, held]) => [name, sorted(held)]).concat([["{}"]]);
}
