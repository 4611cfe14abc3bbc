import { expect, test } from "vitest";
import type { Domain } from "../../../executor/libvirt/domains.ts";
import type { OpenPlan } from "../../../executor/runner.ts";
import { type CreatePlan, type GuestPlan, openGuests } from "../../../executor/runners/vm/plan.ts";
import { useOf } from "../../../executor/runners/vm/use.ts";

const person = { name: "e235701", uid: 235701, roles: ["student"] as const };
const owner = { name: person.name, uid: person.uid };
const id = (digit: number) => `6f1c2f0e-4b7e-4f6e-9d4f-0a1b2c3d4e0${digit}`;

const plan = (digit: number): GuestPlan => ({
  uuid: id(digit),
  name: `n${digit}`,
  hostName: `e235701-n${digit}`,
  owner,
  mac: `52:54:00:00:00:0${digit}`,
  cpu: 1,
  memoryMiB: 512,
  boot: null,
});
const createPlan = (digit: number): CreatePlan => ({
  ...plan(digit),
  template: { name: "tiny", path: "/t/tiny.qcow2" },
  diskGiB: 10,
  note: null,
  createdAt: 0,
  type: "qemu",
  address: "10.0.0.2",
  keys: [],
});
const domain = (digit: number, more: Partial<Domain> = {}): Domain => ({
  uuid: id(digit),
  name: `e235701-n${digit}`,
  type: "qemu",
  cpu: 1,
  memoryMiB: 512,
  macs: [],
  addresses: [],
  disks: [],
  active: false,
  state: "off",
  mark: {
    uuid: id(digit),
    owner,
    name: `n${digit}`,
    template: "tiny",
    createdAt: "2026-04-01T00:00:00Z",
    diskGiB: 10,
    note: null,
  },
  ...more,
});
const open = (action: string, of: GuestPlan, grant = "other"): OpenPlan => ({ grant, action, person, plan: of });

test("guests and disks count whether they run or not, processors and memory only while they run", () => {
  const domains = [domain(1), domain(2, { state: "running" }), domain(3, { state: "paused" })];
  expect(useOf(person, domains, [])).toEqual({ guests: 3, runningCpus: 2, runningMemoryMiB: 1024, diskGiB: 30 });
});

test("a guest that is being made counts as running, once, before and after it is there", () => {
  const opened = openGuests([open("vm.create", createPlan(1))], "mine");
  const whole = { guests: 1, runningCpus: 1, runningMemoryMiB: 512, diskGiB: 10 };
  expect(useOf(person, [], opened)).toEqual(whole);
  expect(useOf(person, [domain(1)], opened)).toEqual(whole);
  expect(useOf(person, [domain(1, { state: "running" })], opened)).toEqual(whole);
});

test("a guest that is being started counts as running", () => {
  for (const action of ["vm.start", "vm.restart"]) {
    expect(useOf(person, [domain(1)], openGuests([open(action, plan(1))], "mine")).runningCpus).toBe(1);
  }
  for (const action of ["vm.stop", "vm.delete"]) {
    expect(useOf(person, [domain(1)], openGuests([open(action, plan(1))], "mine")).runningCpus).toBe(0);
  }
});

test("foreign domains, others' guests and others' plans do not count", () => {
  const other = { name: "e235702", uid: 235702 };
  const mark = domain(2).mark;
  const domains = [domain(1, { mark: undefined }), domain(2, { mark: mark && { ...mark, owner: other } })];
  const opened = openGuests([open("vm.create", { ...createPlan(3), owner: other })], "mine");
  expect(useOf(person, domains, opened)).toEqual({ guests: 0, runningCpus: 0, runningMemoryMiB: 0, diskGiB: 0 });
  const reused = [domain(1, { mark: mark && { ...mark, uuid: id(1), owner: { ...owner, uid: 1 } } })];
  expect(useOf(person, reused, []).guests).toBe(0);
});

test("a job's own plan, other families' and those that only look are left out", () => {
  const opens = [open("vm.create", createPlan(1), "mine"), open("vm.show", plan(2)), open("vm.ip", plan(3))];
  expect(openGuests([...opens, { ...open("job.cancel", plan(4)), plan: { grant: "g" } }], "mine")).toEqual([]);
});
