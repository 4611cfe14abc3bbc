import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { readConfig } from "../../executor/config.ts";
import { startExecutor } from "../../executor/start.ts";
import { fakeCreate } from "./fake-create.ts";

// An executor in a process of its own, for tests that kill it. It stands still for ever at a step's edge for which
// there is a file `park-STEP-EDGE`, and says so by `parked-STEP-EDGE`.
const [folder = "", getent = ""] = process.argv.slice(2);

const executor = await startExecutor(readConfig(), {
  exec: { programs: { getent: { path: getent, holds: "tree" } } },
  runners: { "vm.create": fakeCreate(folder) },
  patience: { tries: 2, pauseMs: 10 },
  hooks: {
    atStep: async ({ step, edge }) => {
      if (!existsSync(join(folder, `park-${step}-${edge}`))) return;
      writeFileSync(join(folder, `parked-${step}-${edge}`), "");
      await new Promise<never>(() => undefined);
    },
  },
});
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
process.once("SIGTERM", () => void executor.stop(1_000).then(() => process.exit(0)));
