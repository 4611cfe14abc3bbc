import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { limits } from "../../policies/limits.ts";
import { type Final, sayTo, sayUntilAnswered } from "../department/client.ts";
import { type Department, startDepartment } from "../department/department.ts";
import { remains } from "../department/guests.ts";
import { waitFor } from "../support/wait.ts";
import { checksum } from "../system/vm/in-lab.ts";
import { completionsOf } from "./kit/complete.ts";

// Two students at one host: each may have a `web`, and neither learns anything of the other's. One of them is greedy.

let department: Department;
let template: string;
const [one, two, three] = ["e235701", "e235702", "e235703"] as const;
const small = "--memory 256M --disk 1G";
const templateFile = () => join(department.lab.vm?.templates ?? "", "tiny.qcow2");
const say = (account: string, line: string, confirmed = true) =>
  sayTo(department.socket, account, line, { confirmed }).final;
const domains = async (account: string) =>
  (await remains(department)).domains.filter((name) => name.startsWith(`${account}-`)).sort();

beforeAll(async () => {
  department = await startDepartment({ executorEnv: { SHISA_LANE_LONG: "12" } });
  template = await checksum(templateFile());
});
afterAll(() => department?.stop());

test("both may own `web`, made at the same moment, at addresses of their own", async () => {
  const made = await Promise.all([
    say(one, `/vm create tiny web ${small} --note secret-of-one`),
    say(two, `/vm create tiny web ${small}`),
    say(one, `/vm create tiny hidden ${small}`),
  ]);
  for (const final of made) expect(final, JSON.stringify(final)).toMatchObject({ status: "done" });
  const [first, second] = made.map(({ output }) => output as { hostName: string; address: string });
  expect([first?.hostName, second?.hostName]).toEqual(["e235701-web", "e235702-web"]);
  expect(first?.address).not.toBe(second?.address);
});

/** An answer as text without what may differ: its id, its job's number and time, and the name that was typed. */
function comparable(final: Final, name: string): string {
  const { id: _, job: __, ...rest } = final;
  return JSON.stringify(rest)
    .replaceAll(name, "NAME")
    .replace(/#\d+ · \d+ s/u, "#N");
}

const lines = ["show", "ip", "start", "stop", "stop --force", "restart", "delete"].map((verb) => {
  const [word = "", ...options] = verb.split(" ");
  return (name: string) => ["/vm", word, name, ...options].join(" ");
});

test("a line about another's guest is answered as one about a guest that never was, in words, code and kind of time", async () => {
  const times = { theirs: 0, nobodys: 0 };
  const timed = async (kind: keyof typeof times, line: string, confirmed: boolean): Promise<Final> => {
    const began = performance.now();
    const final = await say(three, line, confirmed);
    times[kind] += performance.now() - began;
    return final;
  };
  for (const line of lines)
    for (const confirmed of [true, false]) {
      const theirs = await timed("theirs", line("hidden"), confirmed);
      const nobodys = await timed("nobodys", line("hodden"), confirmed);
      expect(theirs).toMatchObject({ status: "refused", refusal: { code: "guest.unknown" } });
      expect(comparable(theirs, "hidden")).toEqual(comparable(nobodys, "hodden"));
    }
  // The same way through the same programs; a hundred times as long would be another way.
  expect(Math.max(times.theirs, times.nobodys)).toBeLessThan(5 * Math.min(times.theirs, times.nobodys) + 500);
});

test("nothing that a third student can ask for shows another's guest, note, address or job", async () => {
  const asked = [
    "/vm list",
    "/vm templates",
    "/jobs",
    "/me",
    "/help",
    "/help vm",
    "/vm",
    "/vm shwo hidde",
    "/vm show hidde",
  ];
  const answers = await Promise.all(asked.map((line) => say(three, line)));
  const completed = await Promise.all(
    ["/vm show ", "/vm delete h", "/vm stop --force ", "/jobs show ", "/jobs cancel "].map((line) =>
      completionsOf(department.socket, three, line),
    ),
  );
  const typed = /hidde\b/g;
  const all = JSON.stringify([answers, completed]).replaceAll(typed, "");
  expect(all).not.toMatch(/hidden|secret-of-one|e235701|e235702|10\.\d+\.\d+\.\d+|52:54/);
});

test("asked of the host itself, which must look, the answers are the same too", async () => {
  // With a job of their own under way the bot cannot be sure, and leaves the answer to the host.
  const under = sayTo(department.socket, three, `/vm create tiny busy ${small}`);
  await waitFor("the job to run", () => under.messages.length > 0);
  const [theirs, nobodys] = await Promise.all([say(three, "/vm show hidden"), say(three, "/vm show hodden")]);
  expect(theirs).toMatchObject({ status: "refused", refusal: { code: "guest.unknown" }, job: expect.any(Number) });
  expect(comparable(theirs, "hidden")).toEqual(comparable(nobodys, "hodden"));
  const job = under.messages.find((message) => message.job !== undefined)?.job;
  expect(await say(three, `/jobs cancel ${job}`)).toMatchObject({ status: "done", output: { found: true } });
  expect(await under.final).toMatchObject({ status: "cancelled" });
});

test("another's job and a job that never was are one to whoever asks: not shown, not cancelled", async () => {
  const running = sayTo(department.socket, two, `/vm create tiny victim ${small}`);
  await waitFor("the job's number", () => running.messages.some(({ job }) => job !== undefined));
  const job = running.messages.find((message) => message.job !== undefined)?.job ?? 0;
  for (const verb of ["show", "cancel"]) {
    const theirs = await say(three, `/jobs ${verb} ${job}`);
    const nobodys = await say(three, `/jobs ${verb} 987654`);
    expect(theirs).toMatchObject({ status: "refused", refusal: { code: "job.unknown" } });
    expect(comparable(theirs, String(job))).toEqual(comparable(nobodys, "987654"));
  }
  expect(await running.final).toMatchObject({ status: "done" });
});

test("saying another's line again by its id shows nothing of its answer", async () => {
  const id = randomUUID();
  await sayTo(department.socket, one, "/vm show web", { id }).final;
  const stolen = await sayTo(department.socket, three, "/vm show web", { id }).final;
  expect(stolen).toMatchObject({ status: "refused", refusal: { code: "person.mismatch" } });
  expect(JSON.stringify(stolen)).not.toMatch(/secret-of-one|address|e235701/);
});

test("the same invocation twenty times at once, and once more, is one guest", async () => {
  const id = randomUUID();
  const line = `/vm create tiny once ${small}`;
  const finals = await Promise.all(
    Array.from({ length: 20 }, () => sayUntilAnswered(department.socket, two, line, { id, deadlineMs: 120_000 })),
  );
  const again = await sayTo(department.socket, two, line, { id }).final;
  for (const final of [...finals, again]) expect(final.output).toEqual(again.output);
  expect(again).toMatchObject({ status: "done", output: { hostName: "e235702-once" } });
  expect((await domains(two)).filter((name) => name.includes("once"))).toEqual(["e235702-once"]);
});

test("twenty creates at once give exactly as many guests as the limit, however often they are said", async () => {
  const allowed = limits.student.guests;
  const had = (await domains(one)).length;
  const names = Array.from({ length: 20 }, (_, index) => `greedy${index}`);
  const codes = new Map<string, string>();
  const until = Date.now() + 120_000;
  while (codes.size < names.length && Date.now() < until) {
    const open = names.filter((name) => !codes.has(name));
    const finals = await Promise.all(open.map((name) => say(one, `/vm create tiny ${name} ${small}`)));
    finals.forEach((final, index) => {
      const code = final.refusal?.code ?? final.status ?? "";
      if (code !== "queue.full") codes.set(open[index] ?? "", code);
    });
    expect((await domains(one)).length).toBeLessThanOrEqual(allowed);
  }
  const all = [...codes.values()];
  expect(all.filter((code) => code === "done")).toHaveLength(allowed - had);
  expect(all.filter((code) => code === "limit.guests")).toHaveLength(names.length - (allowed - had));
  expect(await domains(one)).toHaveLength(allowed);
  expect(await domains(two)).toEqual(["e235702-once", "e235702-victim", "e235702-web"]);
});

test("after all this there is one disk and one address for each guest, and the template is what it was", async () => {
  const { domains: all, folders, reservations } = await remains(department);
  expect(folders).toHaveLength(all.length);
  expect([...reservations].sort()).toEqual([...all].sort());
  expect(await checksum(templateFile())).toBe(template);
});
