import { expect, test } from "vitest";
import { firstCode } from "../../../policies/codes.ts";
import { guestDefaults, guestMinimum, limits, limitsOf } from "../../../policies/limits.ts";
import { policyFolder, readNumbers } from "../../../policies/numbers.ts";
import { vmCreate } from "../../../protocol/actions/vm.ts";
import { createInput } from "./questions.ts";

test("the first limits are those that were decided", () => {
  expect(limits.student).toEqual({ guests: 4, cpus: 4, memoryMiB: 8_192, diskGiB: 60, gpus: 1 });
  expect(limits.staff).toEqual({ guests: 20, cpus: 32, memoryMiB: 65_536, diskGiB: 1_024, gpus: 4 });
});

test("administrators may hold at least what staff may", () => {
  expect(limitsOf(["admin", "staff"])).toEqual(limits.admin);
});

test("a person's limits are the best of each number over all roles, and nothing without a role", () => {
  expect(limitsOf(["student", "staff"])).toEqual(limits.staff);
  expect(limitsOf([])).toEqual({ guests: 0, cpus: 0, memoryMiB: 0, diskGiB: 0, gpus: 0 });
});

test("the smallest guest is the smallest that the catalogue takes", () => {
  expect(vmCreate.input.safeParse(createInput({ ...guestMinimum })).success).toBe(true);
  for (const key of ["cpu", "memoryMiB", "diskGiB"] as const)
    expect(vmCreate.input.safeParse(createInput({ [key]: guestMinimum[key] - 1 })).success).toBe(false);
});

test("a guest of the default size fits everyone's limits and needs no approval", () => {
  for (const role of Object.values(limits)) {
    expect(guestDefaults.cpu).toBeLessThanOrEqual(role.cpus);
    expect(guestDefaults.memoryMiB).toBeLessThanOrEqual(role.memoryMiB);
    expect(guestDefaults.diskGiB).toBeLessThanOrEqual(role.diskGiB);
  }
  expect(guestDefaults.diskGiB).toBeLessThanOrEqual(readNumbers(policyFolder()).diskWithoutApprovalGiB);
});

test("of several codes the one that gives least away is told, and one that is not listed last", () => {
  expect(firstCode(["limit.memory", "guest.unknown"])).toBe("guest.unknown");
  expect(firstCode(["approval.disk", "limit.disk"])).toBe("limit.disk");
  expect(firstCode(["zzz.new", "approval.disk"])).toBe("approval.disk");
  expect(firstCode([])).toBeUndefined();
});
