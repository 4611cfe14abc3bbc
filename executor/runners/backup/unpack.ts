import { open as openFile, rm } from "node:fs/promises";
import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import { backupRestore } from "../../../protocol/actions/backup.ts";
import { backupUnpack } from "../../../protocol/actions/carry.ts";
import type { PeerKeys } from "../../../protocol/keys.ts";
import { ParcelError, parcelLifeMs, parcelSchema, readParcel } from "../../../protocol/parcel.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { dismissParcel, fetchParcel } from "../../parcels/fetch.ts";
import { makePlace, parcelFile, removeParcel } from "../../parcels/spool.ts";
import { type AnyRunner, defineRunner, type Job, StepFailure } from "../../runner.ts";
import { type Homely, homeOf } from "./home.ts";
import { type Act, act, isPlaced, leftIn, mine, place, takeBack } from "./mine.ts";
import { accountOf, type UnpackTools } from "./tools.ts";

const planSchema = z.strictObject({
  parcel: parcelSchema,
  found: backupRestore.output.omit({ host: true }),
  making: z.string(),
  folder: z.string(),
});
type Plan = z.infer<typeof planSchema>;

const patienceMs = 60_000;
const dismissMs = 3_000;
const mebibyte = 1024 ** 2;

/**
 * Brings files that another host has packed into their owner's home here. The parcel has to be signed by an executor
 * that the trust file names, for this executor, for this very grant, and about who asks, whose uid is looked up here.
 * It is unpacked as restore.ts copies: as the person, who sees nothing but their own home.
 */
export const unpackRunner = (tools: UnpackTools): AnyRunner => {
  const homes = new WeakMap<Job, Outcome<Homely>>();
  return defineRunner<typeof backupUnpack, Plan>({
    action: backupUnpack,
    prepare: async ({ parcel: text }, job) => {
      const { parcel } = read(tools, text);
      if (parcel.person.uid === job.person.uid) homes.set(job, await homeOf(tools, parcel, job));
    },
    facts: ({ parcel: text }) => {
      const { parcel } = read(tools, text);
      const target = { name: parcel.path, owner: parcel.person, running: false, cpu: 0, memoryMiB: 0, diskGiB: 0 };
      return Promise.resolve({ target, use: noUse, host: undefined });
    },
    plan: async ({ parcel: text }, job) => {
      const { parcel } = read(tools, text);
      const age = job.now() - parcel.iat;
      if (parcel.to !== tools.own.id || parcel.grant !== job.grant || Math.abs(age) > parcelLifeMs)
        return refused(refuse("backup.parcel_invalid"));
      const request = Math.ceil(parcel.bytes / mebibyte);
      const limit = tools.carryLimitMiB;
      if (request > limit) return refused(refuse("backup.too_large_to_carry", { request, limit }));
      const home = homes.get(job) ?? (await homeOf(tools, parcel, job));
      if (!home.ok) return home;
      const { folder } = home.value;
      const { path, at, files, bytes, skipped } = parcel;
      const making = `.${folder}.${job.grant.slice(0, 16)}`;
      const found = { path, at, files, bytes, skipped, folder: `~/${folder}` };
      return accepted({ parcel, found, making, folder });
    },
    planSchema,
    steps: {
      fetch: {
        do: (plan, job) => fetch(tools, plan, job),
        undo: async ({ parcel }, { grant }) => {
          await removeParcel(tools.state, grant);
          await dismiss(tools, parcel);
        },
        probe: () => Promise.resolve(false),
      },
      unpack: {
        do: (plan, job) => unpack(tools, plan, job),
        undo: async (plan, job) => takeBack(await actingFor(tools, plan, job), plan),
        probe: () => Promise.resolve(false),
        left: (plan) => leftIn(plan, plan.parcel.person),
      },
      place: {
        do: async (plan, job) => {
          await place(await actingFor(tools, plan, job), plan);
          await removeParcel(tools.state, job.grant);
        },
        undo: () => Promise.resolve(),
        probe: async (plan, job) => isPlaced(await actingFor(tools, plan, job), plan),
      },
    },
    pointOfNoReturn: "place",
    cancelledLate: "carryOn",
    result: ({ found, parcel }) => Promise.resolve({ host: tools.host, ...found, from: parcel.from }),
  });
};

/** Throws where a parcel's word cannot be believed. */
function read({ trust }: UnpackTools, text: string) {
  try {
    return readParcel(text, trust);
  } catch (cause) {
    if (cause instanceof ParcelError) throw new StepFailure("backup.parcel_invalid", cause.message, { cause });
    throw cause;
  }
}

async function fetch(tools: UnpackTools, { parcel }: Plan, { grant, signal, now }: Job): Promise<void> {
  const packer = packerOf(tools, parcel.iss);
  const redis = tools.connect();
  // What waits for Redis does not hear of a cancel otherwise.
  const end = (): void => redis.disconnect();
  signal.addEventListener("abort", end, { once: true });
  try {
    await makePlace(tools.state, grant);
    const { own, trust } = tools;
    const path = parcelFile(tools.state, grant);
    await fetchParcel({ redis, own, trust, now, signal, patienceMs }, parcel, packer, path);
    await dismissParcel({ redis, own, trust, now }, grant, packer);
  } finally {
    signal.removeEventListener("abort", end);
    redis.disconnect();
  }
}

/** Tells who packed it that nobody comes for it any more; where that is not heard soon, its age ends it. */
async function dismiss(tools: UnpackTools, { grant, iss }: Plan["parcel"]): Promise<void> {
  const packer = tools.trust.get(iss);
  if (packer === undefined) return;
  const redis = tools.connect();
  const timer = setTimeout(() => redis.disconnect(), dismissMs);
  await dismissParcel({ ...tools, redis }, grant, packer).catch(() => undefined);
  clearTimeout(timer);
  redis.disconnect();
}

/** Its key may have been taken out of the trust file meanwhile. */
function packerOf({ trust }: UnpackTools, id: string): PeerKeys {
  const packer = trust.get(id);
  if (packer === undefined) throw new StepFailure("backup.parcel_invalid", "who packed it is trusted no more");
  return packer;
}

async function unpack(tools: UnpackTools, plan: Plan, job: Job): Promise<void> {
  const by = await actingFor(tools, plan, job);
  const into = `${mine}/${plan.making}`;
  await act(by, "mkdir", ["-p", "-m", "0700", into]);
  const path = parcelFile(tools.state, job.grant);
  const file = await openFile(path, "r");
  try {
    const how = ["--no-same-owner", "--same-permissions", "--delay-directory-restore"];
    await act({ ...by, inputFile: file.fd }, "tar", ["--extract", "--file=-", `--directory=${into}`, ...how]);
  } finally {
    await file.close();
  }
  // Who packed it takes such bits off; one that did not is not believed.
  const odd = await act(by, "find", ["-P", into, "-type", "f", "-perm", "/7000", "-print", "-quit"]);
  if (odd !== "") throw new StepFailure("backup.parcel_broken", "something in it would run as somebody else");
  await rm(path, { force: true });
}

const actingFor = async (tools: UnpackTools, { parcel }: Plan, { signal }: Job): Promise<Act> => ({
  ...{ exec: tools.exec, account: await accountOf(tools, parcel.person), signal },
});
