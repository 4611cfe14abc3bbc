import { z } from "zod";
import type { Refusal } from "../protocol/refusal.ts";
import { type Circumstances, growthOf, type HostState } from "./circumstances.ts";
import type { Question } from "./facts.ts";
import type { Verdict } from "./judge.ts";
import { guestMinimum } from "./limits.ts";

/**
 * A code with its numbers: what they hold and ask for against the limit (CPUs, MiB, GiB, guests, percent), the nearest
 * request that would pass, and the roles of those who may approve an exception.
 */
export function explain(
  { code, approvers, lacking }: Exclude<Verdict, { effect: "allow" }>,
  question: Question,
  circumstances: Circumstances,
): Refusal {
  const passing = passingOf(code, question, circumstances);
  return {
    code,
    numbers: lacking === undefined ? numbersOf(code, question, circumstances) : { rule: lacking },
    ...(passing === undefined ? {} : { passing }),
    ...(approvers.length === 0 ? {} : { approvers: [...approvers] }),
  };
}

function numbersOf(code: string, question: Question, circumstances: Circumstances): Refusal["numbers"] {
  const { use, request, limits, host } = circumstances;
  const against = (key: keyof typeof use) => ({ use: use[key], request: request[key], limit: limits[key] });
  switch (code) {
    case "limit.guests":
      return against("guests");
    case "limit.cpus":
      return against("cpus");
    case "limit.memory":
      return against("memoryMiB");
    case "limit.disk":
      return against("diskGiB");
    case "limit.gpus":
      return { request: request.gpus, limit: limits.gpus };
    case "approval.disk":
      return {
        request: Number(circumstances.args.diskGiB ?? request.diskGiB),
        free: circumstances.diskWithoutApprovalGiB,
      };
    case "host.disk_low":
      return host === undefined ? {} : { free_percent: freePercentAfter(host), minimum_percent: host.freePercent };
    case "host.stopped":
      return question.host === undefined ? {} : { host: question.host.name.slice(0, 200) };
    case "guest.unknown":
    case "container.unknown":
    case "work.unknown":
    case "address.unknown":
    case "name.unknown":
    case "file.unknown":
      return { name: nameIn(question.input) };
    case "exam.running":
      return examOf(question);
    case "maintenance.overrun":
      return overrunOf(question, circumstances);
    case "action.forbidden":
    case "role.admin_only":
    case "role.staff_only":
      return { action: question.action };
    default:
      return {};
  }
}

/** Of the exams that the person sits the one that ends last: until then they may only look. */
function examOf({ exams = [] }: Question): Refusal["numbers"] {
  const last = exams.toSorted((a, b) => b.until - a.until)[0];
  return last === undefined ? {} : { course: last.course.slice(0, 200), until: last.until };
}

/** When the host is closed, and how long the job may take (minutes, rounded up). */
function overrunOf({ maintenance, host }: Question, { maintenance: counted }: Circumstances): Refusal["numbers"] {
  if (maintenance === undefined || counted === undefined) return {};
  return {
    from: maintenance.from,
    until: maintenance.until,
    minutes: Math.ceil(counted.needsSeconds / 60),
    ...(host === undefined ? {} : { host: host.name.slice(0, 200) }),
  };
}

/** What would be free if every overlay grew as far as is counted: percent, rounded down, at least 0. */
function freePercentAfter(host: HostState): number {
  const left = host.diskFreeMiB - host.diskPromisedMiB - host.diskRequestMiB;
  return host.diskTotalMiB > 0 ? Math.max(0, Math.floor((left * 100) / host.diskTotalMiB)) : 0;
}

const named = z.object({ name: z.string() });

/** The name as it was asked for, never as it was found. */
function nameIn(input: unknown): string {
  const read = named.safeParse(input);
  return read.success ? read.data.name.slice(0, 200) : "";
}

const refusedForSize: ReadonlySet<string> = new Set([
  "limit.cpus",
  "limit.memory",
  "limit.disk",
  "host.disk_low",
  "approval.disk",
]);

/**
 * The changes that make this request the nearest one which passes without anybody's approval; undefined where a
 * smaller one would not help.
 */
function passingOf(code: string, question: Question, circumstances: Circumstances): Refusal["passing"] {
  const { host, limits } = circumstances;
  if (code === "limit.gpus") return limits.gpus > 0 ? { gpus: limits.gpus } : undefined;
  if (!refusedForSize.has(code) || host === undefined || question.host === undefined) return undefined;
  const roomMiB = host.diskFreeMiB - host.diskPromisedMiB - Math.ceil((host.diskTotalMiB * host.freePercent) / 100);
  const growth = growthOf(question.host);
  const roomGiB = growth === 0 ? (roomMiB < 0 ? 0 : Number.POSITIVE_INFINITY) : Math.floor(roomMiB / 1024 / growth);
  if (question.action === "vm.create") return passingCreate(circumstances, roomGiB);
  return question.action === "vm.disk" ? passingDisk(circumstances, roomGiB, question.target?.diskGiB) : undefined;
}

/** As large as it may get, where that is larger than it is. */
function passingDisk({ use, limits, diskWithoutApprovalGiB }: Circumstances, roomGiB: number, now = 0) {
  const diskGiB = Math.min(now + Math.min(limits.diskGiB - use.diskGiB, roomGiB), diskWithoutApprovalGiB);
  return diskGiB > now ? { diskGiB } : undefined;
}

function passingCreate(circumstances: Circumstances, roomGiB: number): Refusal["passing"] {
  const { use, request, limits, diskWithoutApprovalGiB } = circumstances;
  const largest = {
    cpu: limits.cpus - use.cpus,
    memoryMiB: limits.memoryMiB - use.memoryMiB,
    diskGiB: Math.min(limits.diskGiB - use.diskGiB, diskWithoutApprovalGiB, roomGiB),
  };
  const asked = { cpu: request.cpus, memoryMiB: request.memoryMiB, diskGiB: request.diskGiB };
  const passing: Record<string, number> = {};
  for (const key of ["cpu", "memoryMiB", "diskGiB"] as const) {
    if (largest[key] < guestMinimum[key]) return undefined;
    if (asked[key] > largest[key]) passing[key] = largest[key];
  }
  return passing;
}
