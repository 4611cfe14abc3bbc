import { existsSync, watch } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readConfig } from "../../executor/config.ts";
import { startExecutor } from "../../executor/start.ts";
import { parkName } from "./parking.ts";

// The real executor, with a hook that holds a job at the step edges that a test has asked for, so that the test can
// kill something at exactly that moment. A parked job goes on when its .park file is removed.
const folder = process.argv[2];
if (folder === undefined) throw new Error("the folder for parking files is missing");

async function hold(name: string): Promise<void> {
  const asked = join(folder ?? "", `${name}.park`);
  if (!existsSync(asked)) return;
  await writeFile(join(folder ?? "", `${name}.reached`), "");
  await new Promise<void>((resolve) => {
    const watcher = watch(folder ?? "", () => {
      if (existsSync(asked)) return;
      watcher.close();
      resolve();
    });
    if (!existsSync(asked)) {
      watcher.close();
      resolve();
    }
  });
  await rm(join(folder ?? "", `${name}.reached`), { force: true });
}

const executor = await startExecutor(readConfig(), {
  hooks: { atStep: ({ grant, action, step, edge }) => hold(parkName(grant, { action, step, edge })) },
});
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
process.once("SIGTERM", () => void executor.stop().then(() => process.exit(0)));
