import { expect, test } from "vitest";
import { showAct } from "../../../bin/sign/show.ts";
import { type Act, consentPayload } from "../../../protocol/consent.ts";

const act: Act = {
  grant: `g${"0".repeat(32)}`,
  action: "template.add",
  input: { name: "os", source: "/srv/os.qcow2", sha256: "a".repeat(64), title: { ja: "実習", en: "Lab" } },
  host: "vm1",
  requester: { name: "adm1", uid: 30_001 },
};

test.each(["ja", "en"] as const)("an act is shown whole, with what is signed (%s)", (language) => {
  const shown = showAct(act, language);
  for (const part of ["template.add", '"/srv/os.qcow2"', '"実習"', '"Lab"', "adm1 (30001)", "vm1", act.grant])
    expect(shown).toContain(part);
  expect(shown).toContain(consentPayload(act));
});

test("what would hide or turn round stands there as a number", () => {
  const title = { ja: "a\u202eb\u200bc\u00a0d", en: "x\ny\u{e0041}" };
  const shown = showAct({ ...act, input: { ...Object(act.input), title } }, "en");
  expect(shown).toContain('"a\\u202eb\\u200bc\\u00a0d"');
  expect(shown).toContain('"x\\ny\\udb40\\udc41"');
  expect(shown).not.toMatch(/[\u202e\u200b\u00a0]/u);
});

test.each<[string, Partial<Act>]>([
  ["an act that is not in the catalogue", { action: "host.format" }],
  ["an act that nobody has to sign", { action: "vm.stop", input: { name: "web", force: true } }],
  ["an input that is not the action's", { input: { name: "os" } }],
])("%s is not shown, so it is not signed", (_, change) => {
  expect(() => showAct({ ...act, ...change }, "en")).toThrow("Nothing was signed");
});
