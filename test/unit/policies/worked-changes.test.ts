import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { caseFilesOf, readCases, wrongIn } from "../../../policies/cases.ts";
import { checkPolicies } from "../../../policies/check.ts";
import { createDecider } from "../../../policies/decide.ts";
import { policyFolder } from "../../../policies/numbers.ts";
import { root } from "../../gates/files.ts";

const folders = mkdtempSync(join(tmpdir(), "shisa-worked-"));
afterAll(() => rmSync(folders, { recursive: true, force: true }));

const text = readFileSync(join(root, "docs/policies.md"), "utf8");
const [, changes = ""] = text.split("## Three changes");
const worked = changes.split("\n### ").slice(1);
const titled = worked.map((section) => [section.split("\n")[0] ?? "", section] as const);

const block = (section: string, kind: string): string =>
  new RegExp(`\`\`\`${kind}\\n(.*?)\`\`\``, "su").exec(section)?.[1] ?? "";

/** Applies a change as the document shows it: `---` an old file with what goes and comes, `+++` a new one. */
function apply(diff: string, folder: string): void {
  const [head = "", ...lines] = diff.trimEnd().split("\n");
  const side = (without: string): string =>
    lines
      .filter((line) => !line.startsWith(without))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  const path = join(folder, head.slice(4));
  if (head.startsWith("+++")) {
    writeFileSync(path, side("-"));
    return;
  }
  const before = readFileSync(path, "utf8");
  expect(before.split(side("+"))).toHaveLength(2);
  writeFileSync(
    path,
    before.replace(side("+"), () => side("-")),
  );
}

/** The repository's policies with this section's change. */
function changed(section: string): string {
  const folder = mkdtempSync(join(folders, "changed-"));
  cpSync(policyFolder(), folder, { recursive: true });
  apply(block(section, "diff"), folder);
  return folder;
}

function casesOf(section: string): ReturnType<typeof readCases> {
  const path = join(mkdtempSync(join(folders, "cases-")), "worked.json");
  writeFileSync(path, block(section, "json"));
  return readCases(path);
}

test("there are three", () => {
  expect(titled).toHaveLength(3);
});

describe.each(titled)("%s", { timeout: 60_000 }, (_, section) => {
  test("makes true what was not", async () => {
    const cases = casesOf(section);
    const before = await createDecider();
    expect(cases.filter((one) => wrongIn(one, before.decide) !== undefined)).not.toEqual([]);
    const after = await createDecider(changed(section));
    expect(cases.map((one) => [one.name, wrongIn(one, after.decide)])).toEqual(
      cases.map(({ name }) => [name, undefined]),
    );
  });

  test("leaves a folder with which every program starts, and which lacks nothing", async () => {
    const { problems, policies } = await checkPolicies(changed(section));
    expect(problems).toEqual([]);
    expect(policies).toBeGreaterThan(10);
  });

  test("changes nothing else of what the cases say", async () => {
    const { decide } = await createDecider(changed(section));
    const all = caseFilesOf(join(policyFolder(), "..", "cases")).flatMap(readCases);
    const wrong = all.filter((one) => wrongIn(one, decide) !== undefined).map(({ name }) => name);
    // A case that says the opposite of the change is to be changed with it.
    expect(wrong.filter((name) => !/guest/u.test(name))).toEqual([]);
  });
});

test("a rule of the department's own brings its words along", { timeout: 60_000 }, async () => {
  const [, night = ""] = worked;
  const [first] = casesOf(night);
  const { decide } = await createDecider(changed(night));
  const answer = first && decide(first.question);
  expect(answer).toMatchObject({
    effect: "refuse",
    refusal: {
      code: "department.night",
      numbers: { en: expect.stringContaining("01:00"), ja: expect.stringContaining("1時") },
    },
  });
});
