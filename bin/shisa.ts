import { readConfig } from "./config.ts";
import { exitCodes } from "./kit/exit.ts";
import { ToldError, UsageError, type Verb } from "./kit/verb.ts";
import { findVerb, usageOf } from "./verbs/find.ts";

/** Whoever reads only the first lines has read enough: the exit code still tells how it ended. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

// `npm run shisa -- VERB …`
async function main(typed: readonly string[]): Promise<number> {
  const config = readConfig();
  const { language } = config;
  const isHelp = (word: string | undefined): boolean => word === "--help" || word === "-h";
  const [name = "help", ...args] = typed.map((word, index) => (index === 0 && isHelp(word) ? "help" : word));
  let verb: Verb | undefined;
  try {
    verb = await findVerb(name, language);
    if (!args.some(isHelp)) return await verb.run(args, { config, language });
    process.stdout.write(`${usageOf(verb, language)}\n`);
    return exitCodes.done;
  } catch (error) {
    if (error instanceof UsageError) {
      const usage = verb === undefined ? "npm run shisa -- help" : usageOf(verb, language);
      process.stderr.write(`${error.message}\n${{ ja: "使い方: ", en: "usage: " }[language]}${usage}\n`);
      return exitCodes.usage;
    }
    if (!(error instanceof ToldError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return exitCodes.failed;
  }
}

process.exitCode = await main(process.argv.slice(2));
