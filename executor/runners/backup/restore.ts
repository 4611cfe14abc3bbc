import { z } from "zod";
import { backupRestore } from "../../../protocol/actions/backup.ts";
import { personSchema } from "../../../protocol/messages.ts";
import { accepted } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner, type Job } from "../../runner.ts";
import { choose, told } from "./choose.ts";
import { lookUp, treeOf } from "./look.ts";
import { type Act, act, isPlaced, leftIn, mine, mustStay, place, takeBack } from "./mine.ts";
import { accountOf, type BackupTools } from "./tools.ts";

const planSchema = z.strictObject({
  person: personSchema,
  home: z.strictObject({ name: z.string(), at: z.int(), folder: z.string(), inode: z.int() }),
  found: backupRestore.output.omit({ host: true }),
  /** Where it is copied to first: a name that nothing else has, so that it can be removed again. */
  making: z.string(),
  folder: z.string(),
});
type Plan = z.infer<typeof planSchema>;

/**
 * Brings a person's own files back into a side folder of their own home. Everything that reads or writes runs as that
 * person and sees their home in one snapshot, read-only, and their home here: whatever they swap or link meanwhile,
 * there is nothing else to reach. It is copied under a name of this job's and then given its own, so that what is not
 * whole is never taken for the files themselves, and nothing that is there is written over.
 */
export const restoreRunner = (tools: BackupTools): AnyRunner =>
  defineRunner<typeof backupRestore, Plan>({
    action: backupRestore,
    facts: ({ path }, job) => lookUp(tools, path, job),
    plan: async ({ path, asOf }, job) => {
      const chosen = await choose(tools, { path, ...(asOf === undefined ? {} : { asOf }) }, job);
      if (!chosen.ok) return chosen;
      const { version, folder } = chosen.value;
      const { name, at, folder: from, inode } = version.home;
      const person = { name: job.person.name, uid: job.person.uid };
      const making = `.${folder}.${job.grant.slice(0, 16)}`;
      return accepted({ person, home: { name, at, folder: from, inode }, found: told(chosen.value), making, folder });
    },
    planSchema,
    steps: {
      copy: {
        do: async (plan, job) => {
          const by = await actingFor(tools, plan, job);
          await mustStay(plan.home);
          const from = { home: plan.home, path: plan.found.path };
          const { own } = await treeOf(tools, by.account, from, undefined, job.signal);
          const input = own.map(({ path }) => `${path === "" ? "." : path}\0`).join("");
          await act(by, "mkdir", ["-p", "-m", "0700", `${mine}/${plan.making}`]);
          // Never as another, never setuid, never a device, and links as they are.
          const how = ["--links", "--perms", "--times", "--dirs", "--chmod=u-s,g-s,-t", "--from0", "--files-from=-"];
          const reading: Act = { ...by, readable: [[plan.home.folder, "/view"]], input };
          await act(reading, "rsync", [...how, "/view/", `${mine}/${plan.making}/`]);
          await mustStay(plan.home);
        },
        undo: async (plan, job) => takeBack(await actingFor(tools, plan, job), plan),
        // How much of it is there cannot be told from outside: it is copied again.
        probe: () => Promise.resolve(false),
        left: (plan) => leftIn(plan, plan.person),
      },
      place: {
        do: async (plan, job) => place(await actingFor(tools, plan, job), plan),
        undo: () => Promise.resolve(),
        probe: async (plan, job) => isPlaced(await actingFor(tools, plan, job), plan),
      },
    },
    pointOfNoReturn: "place",
    cancelledLate: "carryOn",
    result: ({ found }) => Promise.resolve({ host: tools.host, ...found }),
  });

const actingFor = async (tools: BackupTools, { person }: Plan, { signal }: Job): Promise<Act> => ({
  ...{ exec: tools.exec, account: await accountOf(tools, person), signal },
});
