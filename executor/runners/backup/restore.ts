import { z } from "zod";
import { backupRestore } from "../../../protocol/actions/backup.ts";
import { personSchema } from "../../../protocol/messages.ts";
import { accepted } from "../../../protocol/refusal.ts";
import type { Known } from "../../facts.ts";
import type { ProgramName } from "../../programs.ts";
import { isStill } from "../../rsnapshot/snapshots.ts";
import { type AnyRunner, defineRunner, StepFailure } from "../../runner.ts";
import { choose, told } from "./choose.ts";
import { lookUp, treeOf } from "./look.ts";
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

/** The person's own home, and nothing else of this host, as their programs see it while they restore. */
const mine = "/mine";
const limits = { timeoutMs: 2 * 3_600_000, maxOutput: 4 * 1024 * 1024 };
const noSpace = /No space left on device|Disk quota exceeded/u;

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
          const account = await accountOf(tools, plan.person);
          await mustStay(plan);
          const { own } = await treeOf(
            tools,
            account,
            { home: plan.home, path: plan.found.path },
            undefined,
            job.signal,
          );
          const list = own.map(({ path }) => `${path === "" ? "." : path}\0`).join("");
          await act(tools, account, plan, "mkdir", ["-p", "-m", "0700", `${mine}/${plan.making}`], job.signal);
          // Never as another, never setuid, never a device, and links as they are.
          const how = ["--links", "--perms", "--times", "--dirs", "--chmod=u-s,g-s,-t", "--from0", "--files-from=-"];
          await act(tools, account, plan, "rsync", [...how, "/view/", `${mine}/${plan.making}/`], job.signal, list);
          // Between two looks that saw the same folder there, it was the same: names only move on.
          await mustStay(plan);
        },
        undo: async (plan, job) => {
          const account = await accountOf(tools, plan.person);
          await act(tools, account, plan, "rm", ["-rf", "--", `${mine}/${plan.making}`], job.signal);
        },
        // How much of it is there cannot be told from outside: it is copied again.
        probe: () => Promise.resolve(false),
        left: ({ making, person }) => [
          { what: `~/${making} of ${person.name}`, command: `sudo -u ${person.name} rm -r ~${person.name}/${making}` },
        ],
      },
      place: {
        do: async (plan, job) => {
          const account = await accountOf(tools, plan.person);
          const from = `${mine}/${plan.making}`;
          const to = `${mine}/${plan.folder}`;
          await act(tools, account, plan, "mv", ["--no-clobber", "--no-target-directory", "--", from, to], job.signal);
          if (await isThere(tools, account, plan.making))
            throw new StepFailure("backup.folder_taken", `~/${plan.folder} is there by now`);
        },
        undo: () => Promise.resolve(),
        probe: async (plan) => {
          const account = await accountOf(tools, plan.person);
          return !(await isThere(tools, account, plan.making)) && isThere(tools, account, plan.folder);
        },
      },
    },
    pointOfNoReturn: "place",
    cancelledLate: "carryOn",
    result: ({ found }) => Promise.resolve({ host: tools.host, ...found }),
  });

async function mustStay({ home }: Plan): Promise<void> {
  if (await isStill(home)) return;
  throw new StepFailure("backup.moved_on", `${home.name} was moved on by a backup while it was being read`);
}

/** Whether there is a folder of that name in the home. The person looks: only their program hangs where it hangs. */
async function isThere({ exec }: Pick<BackupTools, "exec">, account: Known, name: string): Promise<boolean> {
  const named = ["-mindepth", "1", "-maxdepth", "1", "-type", "d", "-name", name, "-printf", "%f"];
  const view = { readable: [[account.home, mine]], writable: [] } as const;
  const ran = await exec.run("find", ["-P", mine, ...named], { ...limits, timeoutMs: 20_000, as: account, view });
  if (ran.exitCode === 0) return ran.stdout === name;
  throw new StepFailure("program.failed", `find ended with ${ran.exitCode}: ${ran.stderr.slice(0, 300)}`);
}

async function act(
  { exec }: Pick<BackupTools, "exec">,
  account: Known,
  { home }: Plan,
  program: ProgramName,
  argv: readonly string[],
  signal: AbortSignal,
  input?: string,
): Promise<void> {
  const isReading = program === "rsync";
  const ran = await exec.run(program, argv, {
    ...limits,
    signal,
    as: account,
    view: { readable: isReading ? [[home.folder, "/view"]] : [], writable: [[account.home, mine]] },
    ...(input === undefined ? {} : { input }),
  });
  if (ran.exitCode === 0) return;
  if (noSpace.test(ran.stderr)) throw new StepFailure("backup.no_space", ran.stderr.slice(0, 300));
  throw new StepFailure("program.failed", `${program} ended with ${ran.exitCode}: ${ran.stderr.slice(0, 300)}`);
}
