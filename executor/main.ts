import process from "node:process";
import { readConfig } from "./config.ts";
import { startExecutor } from "./start.ts";

/** The executor's program: says one line when it is ready, ends cleanly at SIGTERM. */
try {
  const executor = await startExecutor(readConfig());
  process.stdout.write(`${JSON.stringify({ ready: true, boot: executor.boot })}\n`);
  const end = (): void => {
    executor.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
} catch (error) {
  const said = error instanceof Error ? error : new Error(String(error));
  const cause = said.cause instanceof Error ? `: ${said.cause.message}` : "";
  process.stderr.write(`The executor does not start: ${said.message}${cause}\n`);
  process.exit(1);
}
