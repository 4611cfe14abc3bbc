import { expect, test } from "vitest";
import { createDecider } from "../../../policies/decide.ts";
import type { Question } from "../../../policies/facts.ts";
import { create, guestOf, host, people, question, use } from "./questions.ts";

const { decide } = await createDecider();

const refusalOf = (asked: Question) => {
  const decision = decide(asked);
  return decision.effect === "allow" ? undefined : decision.refusal;
};

test("too many guests: the numbers, and no smaller guest is offered", () => {
  expect(refusalOf(create(people.student, {}, { use: use({ guests: 4 }) }))).toEqual({
    code: "limit.guests",
    numbers: { use: 4, request: 1, limit: 4 },
    approvers: ["admin"],
  });
});

test("too much memory: what is left is offered", () => {
  expect(refusalOf(create(people.student, {}, { use: use({ runningMemoryMiB: 7_680 }) }))).toEqual({
    code: "limit.memory",
    numbers: { use: 7_680, request: 1_024, limit: 8_192 },
    passing: { memoryMiB: 512 },
    approvers: ["admin"],
  });
});

test("too many CPUs and too much memory: the offer mends both", () => {
  expect(refusalOf(create(people.student, { cpu: 6, memoryMiB: 9_000 }))).toEqual({
    code: "limit.cpus",
    numbers: { use: 0, request: 6, limit: 4 },
    passing: { cpu: 4, memoryMiB: 8_192 },
    approvers: ["admin"],
  });
});

test("all CPUs in use: nothing is offered", () => {
  expect(refusalOf(create(people.student, {}, { use: use({ runningCpus: 4 }) }))).toEqual({
    code: "limit.cpus",
    numbers: { use: 4, request: 1, limit: 4 },
    approvers: ["admin"],
  });
});

test("more disk than the limit: what passes without anybody is offered", () => {
  expect(refusalOf(create(people.student, { diskGiB: 60 }, { use: use({ diskGiB: 52 }) }))).toEqual({
    code: "limit.disk",
    numbers: { use: 52, request: 60, limit: 60 },
    passing: { diskGiB: 8 },
    approvers: ["admin"],
  });
});

test("more disk than goes without approval: how much goes, and who can approve", () => {
  expect(refusalOf(create(people.student, { diskGiB: 20 }))).toEqual({
    code: "approval.disk",
    numbers: { request: 20, free: 10 },
    passing: { diskGiB: 10 },
    approvers: ["staff", "admin"],
  });
});

test("a host that is nearly full: percent, and the disk for which there is room", () => {
  const where = host({ diskTotalGiB: 1000, diskFreeGiB: 200, committedGiB: 45 });
  expect(refusalOf(create(people.student, {}, { host: where }))).toEqual({
    code: "host.disk_low",
    numbers: { free_percent: 14, minimum_percent: 15 },
    passing: { diskGiB: 5 },
  });
});

test("a host that is full: nothing is offered, and not less than nothing is free", () => {
  expect(refusalOf(create(people.student, {}, { host: host({ diskFreeGiB: 0 }) }))).toEqual({
    code: "host.disk_low",
    numbers: { free_percent: 0, minimum_percent: 15 },
  });
});

test("starting above the limit: the numbers of the guest as it is", () => {
  const target = guestOf(people.student, { cpu: 2 });
  expect(refusalOf(question("vm.start", people.student, { target, use: use({ runningCpus: 3 }) }))).toEqual({
    code: "limit.cpus",
    numbers: { use: 3, request: 2, limit: 4 },
    approvers: ["admin"],
  });
});

test("an unknown guest is named as it was asked for", () => {
  const target = guestOf(people.staff, { name: "secret" });
  expect(refusalOf(question("vm.show", people.student, { target, input: { name: "web" } }))).toEqual({
    code: "guest.unknown",
    numbers: { name: "web" },
  });
});

test("a stopped host is named, and so is the field that does not fit", () => {
  expect(refusalOf(create(people.student, {}, { host: host({ stopped: true }) }))?.numbers).toEqual({ host: "vm1" });
  expect(refusalOf(create(people.student, { memoryMiB: 1 }))?.numbers).toEqual({ field: "memoryMiB" });
});
