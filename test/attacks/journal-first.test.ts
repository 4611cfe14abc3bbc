import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { grantIdOf } from "../../protocol/ids.ts";
import { sayTo } from "../department/client.ts";
import { type Department, startDepartment } from "../department/department.ts";
import { journalOf } from "./kit/insider.ts";
import { traced } from "./kit/traced.ts";

// strace watches a real executor make a real guest: what it writes to its journal, when that is on the disk, and which
// programs it starts.

let department: Department;
let trace: readonly Call[];
let grant: string;

interface Call {
  readonly pid: number;
  readonly name: string;
  readonly text: string;
}

/** Lines `PID NAME(ARGUMENTS) = RESULT`, or a call cut in two by another's: `… <unfinished ...>`, `<... NAME resumed>…`. */
function callsIn(text: string): Call[] {
  return text.split("\n").flatMap((line) => {
    const [, pid = "", name, resumed, rest = ""] = /^(\d+) +(?:<\.\.\. (\w+) resumed>|(\w+)\()(.*)$/u.exec(line) ?? [];
    const called = name === undefined ? resumed : `${name} resumed`;
    return called === undefined ? [] : [{ pid: Number(pid), name: called, text: rest }];
  });
}

beforeAll(async () => {
  department = await startDepartment();
  const file = join(department.folder, "trace");
  const { pid } = department.executor();
  const calls = "execve,fdatasync,fsync,write,pwrite64,writev,pwritev,openat";
  const watch = await traced(pid, file, calls);
  const said = sayTo(department.socket, "e235701", "/vm create tiny web --memory 256M --disk 1G");
  grant = grantIdOf(`terminal:${said.id}`);
  expect(await said.final).toMatchObject({ status: "done" });
  trace = callsIn(await watch.end());
});
afterAll(() => department?.stop());

const isJournal = ({ text }: Call): boolean => text.includes("journal.jsonl");
/** Where the record of a kind about the grant is written, and where the first sync of the journal after that is over. */
function written(kind: string): { at: number; synced: number } {
  const record = new RegExp(`\\\\"t\\\\":\\\\"${kind}\\\\"`);
  const at = trace.findIndex((call) => isJournal(call) && record.test(call.text) && call.text.includes(grant));
  const begun = trace.findIndex((call, index) => index > at && /^f(?:data)?sync$/.test(call.name) && isJournal(call));
  const cut = trace[begun]?.text.includes("<unfinished");
  const over = (call: Call, index: number) =>
    index > begun && call.pid === trace[begun]?.pid && call.name.endsWith("sync resumed");
  return { at, synced: cut === true ? trace.findIndex(over) : begun };
}

/** What was started, in order, since the grant was claimed; the inventory's own looks are not for it. */
const started = (): { at: number; text: string }[] =>
  trace.flatMap(({ name, text }, at) => (name === "execve" ? [{ at, text }] : []));

test("a grant is written down and synced before the first program is started for it, even one that only looks", () => {
  const { at, synced } = written("claimed");
  expect(at).toBeGreaterThan(0);
  expect(synced).toBeGreaterThan(at);
  const looks = started().filter(({ text }) => text.includes('"e235701"') || text.includes("authorized_keys"));
  expect(looks.length).toBeGreaterThan(1);
  for (const look of looks) expect(look.at).toBeGreaterThan(synced);
});

test("the plan is synced before the first program that changes anything, and the result before it is told", async () => {
  const plan = written("planned");
  expect(plan.synced).toBeGreaterThan(plan.at);
  expect(plan.at).toBeGreaterThan(written("claimed").synced);
  const changing = /net-update|"create"|genisoimage|"define"|"start"/;
  const changes = started().filter(({ text }) => changing.test(text));
  expect(changes.length).toBeGreaterThanOrEqual(5);
  for (const change of changes) expect(change.at, change.text).toBeGreaterThan(plan.synced);
  const end = written("ended");
  expect(end.synced).toBeGreaterThan(end.at);
});

test("each step is written down before it is begun", async () => {
  const records = (await journalOf(department)).filter((record) => record["id"] === grant);
  const kinds = records.map((record) => record["t"]);
  expect(kinds.slice(0, 2)).toEqual(["claimed", "planned"]);
  expect(kinds.at(-1)).toBe("ended");
  expect(kinds.filter((kind) => kind === "step").length).toBeGreaterThanOrEqual(6);
});
