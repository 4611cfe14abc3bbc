import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { guest, host, people, usualGuests } from "../unit/handlers/department.ts";
import { type ApprovalBench, approvalBench, by, hour } from "./kit/approvals.ts";

let bench: ApprovalBench;
beforeEach(() => {
  bench = approvalBench();
});
afterEach(() => bench.stop());

const big = "/vm create tiny big --disk 30G";
const refusedAs = (code: string) => ({ ok: false, refusal: { code } });
const states = () => bench.audited.map(({ event }) => event);

test("a member of staff says yes, and just that is taken on, once, with their name", async () => {
  const number = await bench.ask(big);
  const approved = await bench.book.approve(number, by(bench, "prof1"), 1);
  expect(approved).toMatchObject({ ok: true, value: { state: "approved", decidedBy: { name: "prof1" } } });
  const approval = { number, approver: { name: "prof1", uid: people.professor.uid } };
  expect(bench.ran).toEqual([{ line: big, approval: expect.objectContaining(approval) }]);
  expect(states()).toEqual(["approval.asked", "approval.approved"]);
});

describe("a yes counts for nothing", () => {
  test("from who asked, by whatever chat account", async () => {
    const number = await bench.ask(big, people.professor);
    for (const user of ["U1", "Usecond", "Uthird"])
      expect(await bench.book.approve(number, by(bench, "prof1", user))).toMatchObject(refusedAs("approval.self"));
  });

  test("from an account with another name and the same uid, or the same name and another uid", async () => {
    const number = await bench.ask(big, people.professor);
    const { name, uid } = people.professor;
    bench.known.set("prof2", { ...people.professor, name: "prof2" });
    expect(await bench.book.approve(number, by(bench, "prof2"))).toMatchObject(refusedAs("approval.self"));
    bench.known.set(name, { ...people.professor, uid: uid + 1 });
    expect(await bench.book.approve(number, by(bench, name))).toMatchObject(refusedAs("approval.self"));
  });

  test("from another student, and from somebody who was taken out of the group after the card was posted", async () => {
    const number = await bench.ask(big);
    expect(await bench.book.approve(number, by(bench, "e235702"), 1)).toMatchObject(refusedAs("approval.not_yours"));
    bench.known.set("prof1", { ...people.professor, roles: [] });
    expect(await bench.book.approve(number, by(bench, "prof1"), 1)).toMatchObject(refusedAs("approval.not_yours"));
    expect(await bench.book.deny(number, by(bench, "prof1"), "no")).toMatchObject(refusedAs("approval.not_yours"));
  });

  test("from staff to what only an administrator may lift", async () => {
    const line = "/vm create tiny new --cpu 8";
    const number = await bench.ask(line, people.hanako, { exception: true });
    expect(await bench.book.approve(number, by(bench, "prof1"), 1)).toMatchObject(refusedAs("approval.not_yours"));
    expect(await bench.book.approve(number, by(bench, "adm1"), 1)).toMatchObject({ ok: true });
    expect(bench.ran).toHaveLength(1);
  });

  test("when it comes too late, also before anybody has looked whether it is too late", async () => {
    const number = await bench.ask(big);
    bench.later(24 * hour);
    expect(await bench.book.approve(number, by(bench, "prof1"), 1)).toMatchObject(refusedAs("approval.over"));
    expect(bench.book.one(number)).toMatchObject({ state: "expired" });
    bench.later(-48 * hour);
    expect(await bench.book.approve(number, by(bench, "prof1"), 1)).toMatchObject(refusedAs("approval.over"));
  });

  test("after a no, after it was taken back, and for a number that nobody has", async () => {
    const [first, second] = [await bench.ask(big), await bench.ask(big)];
    expect(await bench.book.deny(first, by(bench, "prof1"), "too big")).toMatchObject({ ok: true });
    expect(await bench.book.withdraw(second, by(bench, "e235701"))).toMatchObject({ ok: true });
    for (const number of [first, second])
      expect(await bench.book.approve(number, by(bench, "adm1"), 1)).toMatchObject(refusedAs("approval.over"));
    for (const number of [99, 0, -1, 1.5, Number.NaN])
      expect(await bench.book.approve(number, by(bench, "adm1"))).toMatchObject(refusedAs("approval.unknown"));
  });

  afterEach(() => {
    for (const { approval } of bench.ran) expect(approval?.approver.name).toBe("adm1");
  });
});

test("a no after a yes changes nothing, and nobody but who asked takes a request back", async () => {
  const number = await bench.ask(big);
  expect(await bench.book.withdraw(number, by(bench, "e235702"))).toMatchObject(refusedAs("approval.unknown"));
  expect(await bench.book.withdraw(number, by(bench, "prof1"))).toMatchObject(refusedAs("approval.unknown"));
  expect(await bench.book.approve(number, by(bench, "prof1"), 1)).toMatchObject({ ok: true });
  const late = await bench.book.deny(number, by(bench, "adm1"), "no");
  expect(late).toMatchObject({ ok: false, refusal: { code: "approval.over", numbers: { who: "Prof. One (prof1)" } } });
  expect(await bench.book.withdraw(number, by(bench, "e235701"))).toMatchObject(refusedAs("approval.over"));
  expect(bench.book.one(number)).toMatchObject({ state: "approved" });
});

test("of two who press at once one is first, the other is told who, and it runs once", async () => {
  const number = await bench.ask(big);
  const answers = await Promise.all([
    bench.book.approve(number, by(bench, "prof1"), 1),
    bench.book.approve(number, by(bench, "adm1"), 1),
    bench.book.deny(number, by(bench, "adm1"), "no"),
  ]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  const losers = answers.filter(({ ok }) => !ok);
  for (const each of losers) expect(each).toMatchObject({ refusal: { numbers: { who: expect.any(String) } } });
  expect(bench.ran).toHaveLength(1);
});

describe("what is approved is decided anew", () => {
  const more = "/vm create tiny new --cpu 8";
  const running = (name: string) => guest({ name, state: "running" });

  test("other numbers than were seen have to be approved as they are now, and an old card's button does not do it", async () => {
    const number = await bench.ask(more, people.hanako, { exception: true });
    bench.hosts = [host("vm1", [...usualGuests, running("extra")])];
    expect(await bench.book.approve(number, by(bench, "adm1"), 1)).toMatchObject(refusedAs("approval.changed"));
    expect(bench.book.one(number)).toMatchObject({ state: "waiting", revision: 2, refusal: { numbers: { use: 2 } } });
    expect(await bench.book.approve(number, by(bench, "adm1"), 1)).toMatchObject(refusedAs("approval.changed"));
    expect(bench.ran).toEqual([]);
    expect(await bench.book.approve(number, by(bench, "adm1"), 2)).toMatchObject({ ok: true });
  });

  test("what nobody may do any more is not done, and who asked is told why", async () => {
    const number = await bench.ask(big);
    const [vm1] = bench.hosts;
    if (vm1 === undefined) throw new Error("there is no host");
    bench.hosts = [{ ...vm1, inventory: { ...vm1.inventory, stopped: true } }];
    expect(await bench.book.approve(number, by(bench, "prof1"), 1)).toMatchObject(refusedAs("approval.impossible"));
    const view = bench.book.one(number);
    expect(view).toMatchObject({ state: "ended", why: { code: "host.stopped" } });
    expect(view && bench.book.message(view)).toMatchObject({ final: true, refusal: { code: "host.stopped" } });
    expect(bench.ran).toEqual([]);
  });

  test("it is not done for an account that is gone, or is another person's now", async () => {
    for (const change of [
      () => bench.known.delete("e235701"),
      () => bench.known.set("e235701", { ...people.hanako, uid: 5 }),
    ]) {
      bench.known.set("e235701", people.hanako);
      const number = await bench.ask(big);
      change();
      expect(await bench.book.approve(number, by(bench, "prof1"), 1)).toMatchObject(refusedAs("approval.impossible"));
    }
    expect(bench.ran).toEqual([]);
  });
});

test("an interruption between the yes and the job is made up for at the next start, once", async () => {
  const number = await bench.ask(big);
  bench.broken = true;
  await expect(bench.book.approve(number, by(bench, "prof1"), 1)).rejects.toThrow("no space left");
  bench.restart();
  bench.broken = false;
  await Promise.all([bench.book.sweep(), bench.book.sweep()]);
  await bench.book.sweep();
  expect(bench.ran).toMatchObject([{ line: big, approval: { number, approver: { name: "prof1" } } }]);
});

test("what is approved and cannot be taken on is told, and does not begin later by itself", async () => {
  const number = await bench.ask(big);
  bench.full = { code: "queue.full", numbers: {} };
  expect(await bench.book.approve(number, by(bench, "prof1"), 1)).toMatchObject(refusedAs("approval.impossible"));
  expect(bench.book.one(number)).toMatchObject({ state: "ended", why: { code: "queue.full" } });
  bench.restart();
  await bench.book.sweep();
  expect(bench.ran).toEqual([]);
});

test("requests survive a restart, run out by themselves, and one person's do not fill everybody's channel", async () => {
  const numbers = [];
  for (let count = 0; count < 6; count += 1) numbers.push(await bench.ask(big));
  expect(numbers.slice(0, 5).every((number) => number > 0)).toBe(true);
  expect(numbers[5]).toBe(0);
  bench.restart();
  expect(bench.book.waiting()).toHaveLength(5);
  bench.later(24 * hour);
  await bench.book.sweep();
  expect(bench.book.waiting()).toEqual([]);
  expect(states().filter((event) => event === "approval.expired")).toHaveLength(5);
});
