import process from "node:process";
import { readConfig } from "./config.ts";
import { startBot } from "./start.ts";

try {
  const bot = await startBot(readConfig());
  const end = (): void => {
    bot.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  process.stdout.write(`${JSON.stringify({ ready: true, program: "bot", pid: process.pid })}\n`);
} catch (cause) {
  const why = cause instanceof Error ? cause : new Error(String(cause));
  const below = why.cause instanceof Error ? `: ${why.cause.message}` : "";
  process.stderr.write(`starting the bot: ${why.message}${below}\n`);
  process.exit(1);
}
