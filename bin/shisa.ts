import { readConfig } from "./config.ts";
import { exitCodes } from "./kit/exit.ts";
import { ToldError, UsageError, type Verb } from "./kit/verb.ts";
import { auditVerb } from "./verbs/audit.ts";
import { chatVerb } from "./verbs/chat.ts";
import { doctorVerb } from "./verbs/doctor.ts";
import { findVerb, helpVerb } from "./verbs/help.ts";
import { keysVerb } from "./verbs/keys.ts";
import { sayVerb } from "./verbs/say.ts";
import { startVerb } from "./verbs/start.ts";

// `npm run shisa -- VERB …`: one line per verb.
const others: readonly Verb[] = [sayVerb, chatVerb, doctorVerb, startVerb, keysVerb, auditVerb];
const verbs: readonly Verb[] = [...others, helpVerb(others)];

async function main(typed: readonly string[]): Promise<number> {
  const config = readConfig();
  const { language } = config;
  const [name = "help", ...args] = typed;
  const wantsHelp = name === "--help" || name === "-h";
  let verb: Verb | undefined;
  try {
    verb = findVerb(wantsHelp ? "help" : name, verbs, language);
    if (args.includes("--help") || args.includes("-h"))
      return await helpVerb(others).run([verb.name], { config, language });
    return await verb.run(args, { config, language });
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n`);
      const hint = verb === undefined ? "npm run shisa -- help" : `shisa ${verb.usage[language]}`;
      process.stderr.write(`${{ ja: "使い方: ", en: "usage: " }[language]}${hint}\n`);
      return exitCodes.usage;
    }
    if (!(error instanceof ToldError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return exitCodes.failed;
  }
}

process.exitCode = await main(process.argv.slice(2));
