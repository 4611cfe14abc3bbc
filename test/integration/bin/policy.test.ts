import { appendFileSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { policyFolder } from "../../../policies/numbers.ts";
import { rotatedNumbers } from "../../../protocol/audit/files.ts";
import { type Bench, prepareBench } from "../../support/executor.ts";
import { fakeCreate } from "../../support/fake-create.ts";
import { adm, alice, prof } from "../../support/fake-people.ts";
import { runShisa } from "./run-shisa.ts";

let bench: Bench;
beforeEach(async () => {
  bench = await prepareBench([alice, prof, adm]);
});
afterEach(async () => {
  await bench.remove();
});

const policy = (...args: readonly string[]) => runShisa(["policy", ...args], bench.folder);

/** A copy of the rules with one more file. */
function copyWith(text: string, file = "department.cedar"): string {
  const folder = join(bench.folder, "try");
  cpSync(policyFolder(), folder, { recursive: true });
  writeFileSync(join(folder, file), text);
  return folder;
}

const student = { name: alice.name, uid: alice.uid };
const guest = (name: string, diskGiB = 10) => ({ template: "tiny", name, cpu: 1, memoryMiB: 1024, diskGiB });

/** What a host decides in a day: some yes, some no, and one that was never decided. */
async function liveADay(): Promise<void> {
  await bench.start({ runners: { "vm.create": fakeCreate(bench.folder) } });
  for (const [action, input] of [
    ["host.ping", {}],
    ["vm.create", guest("web")],
    ["vm.create", guest("large", 30)],
    ["link.add", { identity: { platform: "slack", workspace: "T1", user: "U1" }, account: "alice" }],
    ["vm.conquer", {}],
  ] as const) {
    const grant = await bench.bot.send(bench.bot.grant(action, input, { person: student }));
    await bench.bot.result(grant.jti);
  }
  await bench.stop();
}

test("check is content with the rules as they are, and says what is wrong with others in a line each", async () => {
  const good = await policy("check");
  expect(good.stdout).toMatch(/✓ .*policies\/cedar: \d+ policies, valid \([0-9a-f]{16}\)/u);
  expect(good.exitCode).toBe(0);
  const folder = copyWith(`@id("department.odd") forbid (principal, action == Action::"vm.craete", resource);
    forbid (principal, action, resource);`);
  const broken = await policy("check", folder);
  expect(broken.exitCode).toBe(1);
  expect(broken.stdout).toContain("✗ department.cedar:2: a policy has no @id");
  writeFileSync(
    join(folder, "department.cedar"),
    '@id("department.odd") forbid (principal, action, resource) when { principal.nmae == "x" };',
  );
  expect((await policy("check", folder)).stdout).toContain("✗ department.cedar: department.odd: ");
  writeFileSync(join(folder, "department.cedar"), '@id("department.odd") forbid (principal, action, resource);');
  const wordless = await policy("check", folder);
  expect(wordless.stdout).toContain("✗ department.cedar: department.odd: there are no words for people");
  expect(wordless.exitCode).toBe(1);
  writeFileSync(join(folder, "limits.json"), "{}");
  expect((await policy("check", folder)).stdout).toMatch(/✗ limits\.json: student: /u);
});

test("check tries the cases, and names those that do not hold and files that are none", async () => {
  const cases = join(bench.folder, "cases");
  cpSync(join(policyFolder(), "..", "cases"), cases, { recursive: true });
  const add = { name: "everybody may", question: { action: "vm.create", person: "nobody" }, expect: "allow" };
  writeFileSync(join(cases, "wrong.json"), JSON.stringify([add]));
  writeFileSync(join(cases, "misspelt.json"), JSON.stringify([{ ...add, question: { ...add.question, usse: {} } }]));
  writeFileSync(join(cases, "torn.json"), "[{");
  const { stdout, exitCode } = await policy("check", "--cases", cases);
  expect(stdout).toContain("✗ wrong.json: everybody may: allow → person.unknown");
  expect(stdout).toMatch(/✗ misspelt\.json: case 1 \(everybody may\) .*usse/u);
  expect(stdout).toContain("✗ torn.json: ");
  expect(exitCode).toBe(1);
});

test("every decision of a host is decided the same again, and otherwise where a rule was changed", async () => {
  await liveADay();
  const same = await policy("replay", bench.config.state);
  expect(same.stdout).toContain("4 decided again; 0 would come out otherwise.");
  expect(same.stdout).toContain("1 more hold nothing to decide from");
  expect(same.exitCode).toBe(0);
  const night =
    '@id("department.closed") @ja("休み") @en("Closed.") forbid (principal, action == Action::"host.ping", resource);';
  const changed = await policy("replay", join(bench.config.state, "audit.log"), "--policies", copyWith(night));
  expect(changed.stdout).toMatch(
    /^\d{4}-\d\d-\d\dT[\d:]+Z {2}alice {2}host\.ping \{\}.*: allow → department\.closed$/mu,
  );
  expect(changed.stdout).toContain("4 decided again; 1 would come out otherwise.");
  const free = join(bench.folder, "try", "limits.json");
  writeFileSync(
    free,
    readFileSync(free, "utf8").replace('"diskWithoutApprovalGiB": 10', '"diskWithoutApprovalGiB": 30'),
  );
  const json = await policy("replay", bench.config.state, "--policies", join(bench.folder, "try"), "--json");
  const { differences } = JSON.parse(json.stdout) as { differences: { was: string; would: string; input: unknown }[] };
  expect(differences.map(({ was, would }) => [was, would])).toEqual([
    ["allow", "department.closed"],
    ["approval:approval.disk", "allow"],
  ]);
  expect(differences[1]).toMatchObject({ input: { name: "large" }, account: "alice" });
});

test("full files count too, and an audit that was changed is said to be so", async () => {
  const small = { ...bench.config, audit: { ...bench.config.audit, fileBytes: 1_000 } };
  Object.assign(bench.config, small);
  await liveADay();
  expect(rotatedNumbers(bench.config.state).length).toBeGreaterThan(1);
  expect((await policy("replay", bench.config.state)).stdout).toContain("4 decided again; 0");
  const first = join(bench.config.state, "audit.1.log");
  writeFileSync(first, readFileSync(first, "utf8").replace("executor.started", "executor.stopped"));
  const changed = await policy("replay", bench.config.state);
  expect(changed.stdout).toMatch(/✗ .*audit\.1\.log/u);
  expect(changed.exitCode).toBe(1);
});

test("lines that are none of ours, and a decision with odd facts, are counted and stop nothing", async () => {
  await liveADay();
  appendFileSync(
    join(bench.config.state, "audit.log"),
    '{"entry":{"what":"grant.ended","decided":{"effect":"maybe"}}}\nnonsense\n',
  );
  const { stdout, exitCode } = await policy("replay", bench.config.state);
  expect(stdout).toContain("4 decided again; 0 would come out otherwise.");
  expect(stdout).toContain("2 more hold nothing to decide from");
  expect(exitCode).toBe(1);
});

test("the audit tells what was looked at, with how it was decided", async () => {
  await liveADay();
  const ended = (await bench.audit()).filter(({ what }) => what === "grant.ended");
  const decided = Object.fromEntries(
    ended.map((entry) => [`${String(entry["action"])} ${JSON.stringify(entry["input"])}`, entry["decided"]]),
  );
  expect(decided["host.ping {}"]).toMatchObject({
    effect: "allow",
    facts: {
      person: { name: "alice", uid: 5001, roles: ["student"] },
      channel: { platform: "terminal", place: "channel" },
    },
  });
  const [large] = ended.filter(({ input }) => JSON.stringify(input).includes("large"));
  expect(large).toMatchObject({
    status: "refused",
    decided: {
      effect: "approval",
      code: "approval.disk",
      facts: { use: { guests: 0 }, host: { name: "h1", stopped: false } },
    },
  });
  expect(ended.find(({ action }) => action === "vm.conquer")?.["decided"]).toBeUndefined();
});
