import { open as openFile, stat, statfs } from "node:fs/promises";
import { z } from "zod";
import { backupPack } from "../../../protocol/actions/carry.ts";
import { executorOf } from "../../../protocol/executor-of.ts";
import { type Person, personSchema } from "../../../protocol/messages.ts";
import { type Parcel, signParcel } from "../../../protocol/parcel.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { digestOf, keepWord, listHeld, makePlace, packedFor, parcelFile, removeParcel } from "../../parcels/spool.ts";
import { type AnyRunner, defineRunner, type Job, type OpenPlan, StepFailure } from "../../runner.ts";
import { chooseToCarry, type Picked } from "./choose.ts";
import { lookUp, treeOf } from "./look.ts";
import { act, mustStay } from "./mine.ts";
import { accountOf, type PackTools } from "./tools.ts";

const planSchema = z.strictObject({
  person: personSchema,
  home: z.strictObject({ name: z.string(), at: z.int(), folder: z.string(), inode: z.int() }),
  found: z.strictObject({ path: z.string(), files: z.int(), bytes: z.number(), skipped: z.int() }),
  /** The key of the executor that it is for. */
  to: z.string(),
  /** No parcel of these files is larger, in bytes. */
  most: z.int(),
});
type Plan = z.infer<typeof planSchema>;

const mebibyte = 1024 ** 2;
/** What tar adds for each file, at most: its header, a long name's, and the last block. */
const perFile = 4 * 1024;
/** So many parcels of the largest size may lie here at once, and so many of one person, of any size. */
const mostAtOnce = 8;
const mostOfOne = 2;

/**
 * Packs a person's own files for the host that has their home: read as that person, in a view of nothing but their home
 * in one snapshot, into a file of root's. Who it is for is a key of this host's own trust file.
 */
export const packRunner = (tools: PackTools): AnyRunner =>
  defineRunner<typeof backupPack, Plan>({
    action: backupPack,
    facts: ({ path }, job) => lookUp(tools, path, job),
    plan: async ({ path, asOf, to: host }, job, open) => {
      const reader = executorOf(tools.trust, host, job.now());
      if (reader === undefined || host === tools.host) return refused(refuse("host.unknown", { typed: host }));
      const picked = await chooseToCarry(tools, { path, ...(asOf === undefined ? {} : { asOf }) }, job);
      if (!picked.ok) return picked;
      const { version, tree, bytes, files } = picked.value;
      const most = mostOf(picked.value);
      const room = await roomFor(tools, most, job.person, open);
      if (!room.ok) return room;
      const { name, at, folder, inode } = version.home;
      const person = { name: job.person.name, uid: job.person.uid };
      const found = { path: version.path, files, bytes, skipped: tree.skipped };
      return accepted({ person, home: { name, at, folder, inode }, found, to: reader.id, most });
    },
    planSchema,
    steps: {
      pack: {
        do: (plan, job) => pack(tools, plan, job),
        undo: (_, { grant }) => removeParcel(tools.state, grant),
        probe: async (_, { grant }) => (await packedFor(tools.state, grant)) !== undefined,
      },
    },
    pointOfNoReturn: "pack",
    result: async (_, { grant }) => {
      const packed = await packedFor(tools.state, grant);
      if (packed === undefined) throw new StepFailure("backup.parcel_lost", "it was thrown away meanwhile");
      return { host: tools.host, parcel: signParcel(packed, tools.own) };
    },
  });

const mostOf = ({ bytes, tree }: Picked): number => bytes + (tree.own.length + 20) * perFile;

/** What is planned to be packed counts as if it lay here. */
async function roomFor(
  { state, carryLimitMiB }: PackTools,
  most: number,
  person: Person,
  open: readonly OpenPlan[],
): Promise<Outcome<undefined>> {
  const lying = await listHeld(state);
  const planned = open.flatMap(({ plan }) => planSchema.safeParse(plan).data ?? []);
  const owners = [...lying.map(({ packed }) => packed?.person), ...planned.map((plan) => plan.person)];
  const own = owners.filter((owner) => owner?.uid === person.uid && owner.name === person.name).length;
  const sizes = [...lying.map(({ size }) => size), ...planned.map((plan) => plan.most)];
  const held = sizes.reduce((sum, size) => sum + size, most);
  const { bavail, bsize } = await statfs(state);
  const isFull = own >= mostOfOne || held > mostAtOnce * (carryLimitMiB + 1) * mebibyte || held > (bavail * bsize) / 2;
  return isFull ? refused(refuse("backup.parcels_full")) : accepted(undefined);
}

async function pack(tools: PackTools, plan: Plan, { grant, signal, now }: Job): Promise<void> {
  const account = await accountOf(tools, plan.person);
  const { home, found, most } = plan;
  await mustStay(home);
  const { own } = await treeOf(tools, account, { home, path: found.path }, undefined, signal);
  await makePlace(tools.state, grant);
  const path = parcelFile(tools.state, grant);
  const file = await openFile(path, "wx", 0o600);
  try {
    const input = own.map((entry) => `${entry.path === "" ? "." : entry.path}\0`).join("");
    // Every file by itself, links as they are, and nothing that would run as somebody else.
    const what = ["--no-recursion", "--null", "--files-from=-", "--hard-dereference", "--mode=u-s,g-s,-t"];
    const outputFile = { fd: file.fd, maxBytes: most };
    const reading = { readable: [[home.folder, "/view"]], seesHome: false, input, outputFile } as const;
    const by = { exec: tools.exec, account, signal, ...reading };
    await act(by, "tar", ["--create", "--file=-", "--format=posix", "--directory=/view", ...what]);
    await file.sync();
  } finally {
    await file.close();
  }
  await mustStay(home);
  const { size } = await stat(path);
  if (size > most) throw new StepFailure("backup.moved_on", "it grew while it was packed");
  const { path: below, files, bytes, skipped } = found;
  const said = { from: tools.host, to: plan.to, person: plan.person, path: below, at: home.at, files, bytes, skipped };
  const packed: Omit<Parcel, "iss"> = { iat: now(), grant, ...said, size, digest: await digestOf(path) };
  await keepWord(tools.state, packed);
}
