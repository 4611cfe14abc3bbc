import { existsSync } from "node:fs";
import { appendFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type AnyRunner, defineRunner, type Step, StepFailure } from "../../executor/runner.ts";
import { noUse } from "../../policies/facts.ts";
import type { OutputOf } from "../../protocol/action.ts";
import { vmCreate } from "../../protocol/actions/vm.ts";
import { accepted } from "../../protocol/refusal.ts";

const planSchema = z.strictObject({ folder: z.string(), uuid: z.uuid() });
type FakePlan = z.infer<typeof planSchema>;

/** A vm.create whose effects are files in a folder, one a step, and which writes down all that it is asked to do. */
export function fakeCreate(folder: string, more: { failAt?: string; stuckUndo?: string } = {}): AnyRunner {
  const log = (line: string): Promise<void> => appendFile(join(folder, "log"), `${line}\n`);
  const step = (name: string): Step<FakePlan> => ({
    async do(_, job) {
      await log(`do ${name}`);
      if (more.failAt === name) throw new StepFailure("program.failed", `${name} said no`);
      await writeFile(join(folder, name), "");
      await untilLetGo(join(folder, `hold-${name}`), job.signal);
    },
    async undo() {
      await log(`undo ${name}`);
      if (more.stuckUndo === name) throw new Error(`${name} sticks`);
      await rm(join(folder, name), { force: true });
    },
    probe: () => Promise.resolve(existsSync(join(folder, name))),
    left: () => [{ what: name, command: `rm ${join(folder, name)}` }],
  });
  return defineRunner<typeof vmCreate, FakePlan>({
    action: vmCreate,
    facts: () => {
      const host = { name: "h1", stopped: false, diskTotalGiB: 100, diskFreeGiB: 90, committedGiB: 0 };
      return Promise.resolve({ target: undefined, use: noUse, host });
    },
    plan: () => Promise.resolve(accepted({ folder, uuid: "0b3c5c9e-6a3c-4a39-9d5e-0d5a4b1d2f10" })),
    planSchema,
    steps: {
      reserve: step("reserve"),
      overlay: step("overlay"),
      seed: step("seed"),
      define: step("define"),
      start: step("start"),
      address: step("address"),
    },
    pointOfNoReturn: "start",
    result: ({ uuid }) => Promise.resolve({ ...fakeOutput, uuid }),
  });
}

const fakeOutput: Omit<OutputOf<typeof vmCreate>, "uuid"> = {
  name: "web",
  host: "h1",
  hostName: "alice-web",
  address: "192.0.2.10",
  reach: "nat",
  ssh: "ssh alice@192.0.2.10",
  template: "tiny",
  cpu: 1,
  memoryMiB: 1024,
  diskGiB: 10,
};

/** What alice types. */
export const fakeInput = { template: "tiny", name: "web", cpu: 1, memoryMiB: 1024, diskGiB: 10 };

/** Stands still while a file is there; ends with the signal's reason when told to stop. */
async function untilLetGo(path: string, signal: AbortSignal): Promise<void> {
  while (existsSync(path)) {
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
