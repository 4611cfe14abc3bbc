import { type Config as BotConfig, readConfig as readBotConfig } from "../../bot/config.ts";
import { type Config as ExecutorConfig, readConfig as readExecutorConfig } from "../../executor/config.ts";
import { type BinConfig, type Environment, readSettings } from "../config.ts";
import { findRunning } from "../launch/state.ts";
import { reason } from "./finding.ts";

/** What is examined: the programs that have settings here, and how to reach what they use. */
export interface Patient {
  /** Where the settings come from, for people. */
  readonly source: string;
  readonly settings: Environment;
  readonly bot: BotConfig | undefined;
  readonly executor: ExecutorConfig | undefined;
  /** Why the settings of a program that has some cannot be read. */
  readonly faults: readonly string[];
  /** Put before a program so that it sees the department's libvirt. */
  readonly enter: readonly string[];
}

export interface PatientChoice {
  /** The launcher's folder, as said. */
  readonly state: string | undefined;
  /** File of KEY=value lines, used when no launcher runs. */
  readonly envFile: string;
}

/** The running department that the person means, else the settings of this machine. */
export async function findPatient({ state, envFile }: PatientChoice, config: BinConfig): Promise<Patient> {
  const running = await findRunning(state, config);
  if (running !== undefined) {
    const { bot, executor } = running.settings;
    const settings = { ...executor, ...bot };
    return { ...readBoth(bot, executor), source: `pid ${running.launcher.pid}`, settings, enter: running.enter };
  }
  const settings = readSettings(envFile);
  return { ...readBoth(settings, settings), source: envFile, settings, enter: [] };
}

function readBoth(
  botSettings: Environment,
  executorSettings: Environment,
): Pick<Patient, "bot" | "executor" | "faults"> {
  const faults: string[] = [];
  const attempt = <T>(isMeant: boolean, read: () => T): T | undefined => {
    if (!isMeant) return undefined;
    try {
      return read();
    } catch (error) {
      faults.push(reason(error));
      return undefined;
    }
  };
  const bot = attempt(isGiven(botSettings, "SHISA_BOT_"), () => readBotConfig(botSettings));
  const executor = attempt(isGiven(executorSettings, "SHISA_EXECUTOR_", "SHISA_HOST"), () =>
    readExecutorConfig(executorSettings),
  );
  return { bot, executor, faults };
}

/** Whether any setting of that program is there: a host may well have an executor and no bot. */
const isGiven = (settings: Environment, ...starts: readonly string[]): boolean =>
  Object.keys(settings).some((name) => starts.some((start) => name.startsWith(start)));
