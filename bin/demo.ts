import { createInterface } from "node:readline/promises";
import { runChat } from "./chat/chat.ts";
import { readConfig, readSettings } from "./config.ts";
import { type DemoArguments, demoUsage, readArguments } from "./demo/arguments.ts";
import { identityPatterns, lackingOf, platformSettings } from "./demo/platforms.ts";
import { demoAccount } from "./demo/ready.ts";
import { startDemo } from "./demo/start.ts";
import { stopDemo } from "./demo/stop.ts";
import { demoWords } from "./demo/words.ts";
import { exitCodes } from "./kit/exit.ts";
import { ToldError, UsageError } from "./kit/verb.ts";
import { gone } from "./launch/processes.ts";
import { readRunning } from "./launch/state.ts";

// `npm run demo`: a department on one machine. Set-up has run before.
const config = readConfig();
process.umask(0o022); // the bot's user has to pass through what is made
const isAtTerminal = process.stdin.isTTY && process.stdout.isTTY;
const tell = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(args: readonly string[]): Promise<number> {
  const demo = readArguments(args, config);
  if (demo.act === "help") return print(demoUsage[demo.language]);
  const words = demoWords(demo.language, demo.dir);
  if (demo.act === "stop") return print((await stopDemo(demo.dir)) ? words.stopped : words.wasNotRunning);
  if (demo.act === "status") return status(demo);
  // Said now, not after a minute of starting.
  const chat = platformSettings(demo.platforms, readSettings(demo.envFile), demo.language);
  const isOurs = await startDemo(demo, tell);
  if (!isOurs) return joinRunning(demo);
  print(words.ready);
  if (demo.platforms.length > 0)
    print(demoWords(demo.language, demo.dir, identityPatterns(demo.platforms, chat)).linking);
  if (demo.act === "background") return print(words.howToStop);
  return isAtTerminal ? chatThenStop(demo) : stayThenStop(demo);
}

async function status({ dir, language }: DemoArguments): Promise<number> {
  const words = demoWords(language, dir);
  const state = await readRunning(dir);
  if (state === undefined) {
    print(words.isNotRunning);
    return exitCodes.failed;
  }
  const services = state.services.map(({ name, process: { pid } }) => `${name} ${pid}`).join(", ");
  return print(`${state.phase === "ready" ? words.isRunning : words.isStarting}\n  ${services}\n  ${state.socket}`);
}

/** One runs already: it is left as it is, and a person at the terminal may talk to it. */
async function joinRunning(demo: DemoArguments): Promise<number> {
  const words = demoWords(demo.language, demo.dir);
  print(words.runsAlready);
  const settings = (await readRunning(demo.dir))?.settings.bot ?? {};
  if (lackingOf(demo.platforms, settings).length > 0) print(words.notConnected);
  if (demo.act === "background" || !isAtTerminal) return print(words.howToStop);
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await prompt.question(words.openChat).finally(() => prompt.close());
  if (/^\s*(n|no|いいえ)\s*$/iu.test(answer.normalize("NFKC"))) return exitCodes.done;
  return chat(demo);
}

async function chat({ dir, language }: DemoArguments): Promise<number> {
  const state = await readRunning(dir);
  if (state === undefined) throw new ToldError(demoWords(language, dir).isNotRunning);
  return runChat({ socket: state.socket, account: demoAccount, config, language, isLanguageSaid: true });
}

async function chatThenStop(demo: DemoArguments): Promise<number> {
  const words = demoWords(demo.language, demo.dir);
  print(words.leavingStops);
  // The terminal's window may be closed while the chat is open.
  for (const name of ["SIGTERM", "SIGHUP"] as const)
    process.once(name, () => void stopDemo(demo.dir).then(() => process.exit()));
  try {
    return await chat(demo);
  } finally {
    tell(words.stopping);
    await stopDemo(demo.dir);
    tell(words.stopped);
  }
}

async function stayThenStop(demo: DemoArguments): Promise<number> {
  const words = demoWords(demo.language, demo.dir);
  print(words.staying);
  const asked = new Promise<"asked">((resolve) => {
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, () => resolve("asked"));
  });
  const launcher = (await readRunning(demo.dir))?.launcher;
  const ended = launcher === undefined ? Promise.resolve("ended") : gone(launcher, Number.POSITIVE_INFINITY);
  const why = await Promise.race([asked, ended]);
  await stopDemo(demo.dir);
  tell(words.stopped);
  return why === "asked" ? exitCodes.done : exitCodes.failed;
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return exitCodes.done;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof UsageError || error instanceof ToldError)) throw error;
  tell(error.message);
  if (error instanceof UsageError) tell(demoUsage[config.language]);
  return error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
});
