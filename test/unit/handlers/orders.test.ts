import { describe, expect, test } from "vitest";
import { previewExam } from "../../../handlers/exam/preview.ts";
import { parseLine } from "../../../handlers/kit/line.ts";
import type { OrderView } from "../../../handlers/kit/orders.ts";
import { commandForAction, commands } from "../../../handlers/registry.ts";
import type { Member } from "../../../protocol/actions/orders.ts";
import type { Order } from "../../../protocol/order.ts";
import { contextFor, host, inventory, job, now, people, type, usualGuests } from "./department.ts";

const hour = 3_600_000;
const { hanako, taro, professor, admin } = people;
const limits = (person: typeof hanako | typeof admin, own: object, more: Partial<Order> = {}): Order =>
  ({
    ...{ iss: "x", iat: now - hour, kind: "limits", id: `limits:${person.name}` },
    person: { name: person.name, uid: person.uid },
    ...{ limits: own, from: now - hour, until: now + hour, keep: null, by: "adm2", reason: "卒業研究" },
    ...more,
  }) as Order;
const exam = (more: Partial<Order> = {}): Order =>
  ({
    ...{ iss: "x", iat: now - hour, kind: "exam", id: "exam:os2026", course: "os2026" },
    ...{ from: now - hour, until: now + hour, keep: now + hour, by: "prof1", reason: "midterm" },
    ...more,
  }) as Order;

/** hanako is in os2026, as vm1 says. */
const sitting = { ...hanako, roles: [...hanako.roles], exams: ["os2026"] };
const vm1 = host("vm1", [], { inventory: inventory(usualGuests, { people: [sitting] }) });
const said = (line: string, person: Parameters<typeof contextFor>[0], ...orders: readonly Order[]) =>
  type(line, { hosts: [vm1], ...person, orders: orders.map((order): OrderView => ({ order, hosts: ["vm1"] })) });

describe("own limits", () => {
  test("count in what the bot says at once, and in /me until when", async () => {
    const line = "/vm create tiny five --cpu 6";
    expect(await said(line, {})).toMatchObject({ refusal: { code: "limit.cpus", numbers: { limit: 4 } } });
    expect(await said(line, {}, limits(hanako, { cpus: 8 }))).toMatchObject({ kind: "job" });
    const over = limits(hanako, { cpus: 8 }, { until: now });
    expect(await said(line, {}, over)).toMatchObject({ refusal: { code: "limit.cpus" } });
    const anothers = limits(hanako, { cpus: 8 }, { person: { name: hanako.name, uid: 9 } } as Partial<Order>);
    expect(await said(line, {}, anothers)).toMatchObject({ refusal: { code: "limit.cpus" } });
    const me = await said("/me", {}, limits(hanako, { cpus: 8 }));
    expect(me).toMatchObject({ output: { limits: { cpus: 8, guests: 4 }, ownLimits: { until: now + hour } } });
    expect(JSON.stringify(me)).toContain("until 1 Apr 2026, 10:30");
  });

  test("are listed for administrators, with the hosts that do not know of them yet", async () => {
    const view = { order: limits(hanako, { guests: 6, diskGiB: 100 }), hosts: ["vm1"] };
    const hosts = [vm1, host("vm2", [])];
    const listed = JSON.stringify(await type("/limit list", { person: admin, hosts, orders: [view] }));
    for (const text of ["VMs 6", "Disk 100 GB", "卒業研究", "by adm2", "not yet on vm2"])
      expect(listed).toContain(text);
    expect(await said("/limit list", {})).toMatchObject({ refusal: { code: "role.admin_only" } });
  });

  test("are set in the words of people, and the line says just that again", async () => {
    const line = '/limit set e235701 --guests 0 --memory 1536M --disk 100G --until "12/1 13:00" --reason "a b"';
    const dispatched = await said(line, { person: admin });
    const input = {
      ...{ account: "e235701", limits: { guests: 0, memoryMiB: 1536, diskGiB: 100 } },
      ...{ from: now, until: Date.parse("2026-12-01T04:00:00Z"), reason: "a b" },
    };
    expect(dispatched).toMatchObject({ kind: "job", host: "vm1", input });
    const again = commandForAction("limit.set")?.line(input) ?? "";
    expect(await said(again, { person: admin })).toMatchObject({ kind: "job", input });
    for (const [wrong, code] of [
      ["/limit set e235701 --reason x", "line.one_missing"],
      ["/limit set e235701 --guests 5", "line.argument_missing"],
      ["/limit set adm1 --guests 5 --reason x", "limit.self"],
      ["/limit set E/1 --guests 5 --reason x", "limit.person"],
      ["/limit set e235701 --guests 5 --reason x --until 2020-01-01", "order.times"],
    ] as const)
      expect(await said(wrong, { person: admin }), wrong).toMatchObject({ refusal: { code } });
  });
});

describe("an exam", () => {
  test("is told by the bot at once to who sits it, with which and until when, and to nobody else", async () => {
    const refused = await said("/vm start db", {}, exam());
    expect(refused).toMatchObject({
      refusal: { code: "exam.running", numbers: { course: "os2026", until: now + hour } },
    });
    expect(JSON.stringify(refused)).toContain("os2026");
    expect(JSON.stringify(refused)).toContain("10:30");
    expect(await said("/vm start db", {}, exam({ from: now + 1 }))).toMatchObject({ kind: "job" });
    expect(await said("/vm start db", {}, exam({ until: now }))).toMatchObject({ kind: "job" });
    expect(await said("/vm start web", { person: taro }, exam())).toMatchObject({ kind: "job" });
    expect(await said("/vm show web", {}, exam())).toMatchObject({ kind: "job" });
    expect(JSON.stringify(await said("/me", { language: "ja" }, exam()))).toContain("os2026 の試験中です");
  });

  test("students see those that they sit, teachers all", async () => {
    const other = exam({ id: "exam:db", course: "db" } as Partial<Order>);
    const ids = async (person: typeof hanako | typeof taro | typeof professor) => {
      const answer = await said("/exam list", { person }, exam(), other);
      return (answer as { output: { exams: { id: string }[] } }).output.exams.map(({ id }) => id);
    };
    expect(await ids(hanako)).toEqual(["exam:os2026"]);
    expect(await ids(taro)).toEqual([]);
    expect(await ids(professor)).toHaveLength(2);
  });

  test("shows whom it touches before it asks, and its button begins just that", async () => {
    const member = (person: typeof hanako | typeof professor, sits: boolean): Member => ({
      ...{ name: person.name, uid: person.uid, fullName: person.fullName },
      ...{ roles: [...person.roles], sits },
    });
    const asked = { course: "os2026", from: now + hour, until: now + 2 * hour, reason: "mid term" };
    const many = Array.from(
      { length: 40 },
      (_, at): Member => ({ ...member(hanako, true), name: `s${at}`, uid: at + 1 }),
    );
    const members = [...many, member(hanako, true), member(professor, false)];
    const context = contextFor({ person: professor, jobs: [job()], hosts: [vm1] });
    const reply = previewExam.done({ ...asked, members }, context);
    expect(reply.title).toContain("41 people in os2026");
    expect(reply.list?.[0]).toEqual({ title: "山田 花子 (e235701)", cells: ["1 VM runs", "1 job under way"] });
    expect(reply.list).toHaveLength(25);
    expect(reply.file?.content.split("\n")).toHaveLength(42);
    expect(JSON.stringify(reply)).not.toContain("web");
    expect(reply.text?.join(" ")).toContain("Prof. One (prof1)");
    const line = reply.buttons?.[0]?.line ?? "";
    expect(parseLine(line, commands)).toMatchObject({ kind: "command", confirmed: true });
    expect(await said(line, { person: professor })).toMatchObject({
      kind: "job",
      command: { verb: "start" },
      input: asked,
    });
  });
});
