import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { z } from "zod";
import type { Language } from "../handlers/kit/reply.ts";
import { ownWatchSettingsSchema } from "./watch/settings.ts";

/** Where a launcher on a real machine keeps its files, unless SHISA_STATE or --state says otherwise. */
export const hostStateDir = "/var/lib/shisa";
/** Where the demo keeps its files. */
export const demoStateDir = "/var/lib/shisa-demo";

const settingsSchema = z.object({
  SHISA_STATE: z.string().optional(),
  SHISA_TERMINAL: z.string().optional(),
  SHISA_BOT_STATE: z.string().optional(),
  REDIS_URL: z.string().optional(),
  LC_ALL: z.string().optional(),
  LC_MESSAGES: z.string().optional(),
  LANG: z.string().optional(),
  SUDO_USER: z.string().optional(),
  XDG_STATE_HOME: z.string().optional(),
  NO_COLOR: z.string().optional(),
});

/** The names of all that is read: Shisa's own settings, and what any shell sets. */
export const settingNames: readonly string[] = [
  ...Object.keys(settingsSchema.shape),
  ...Object.keys(ownWatchSettingsSchema.shape),
];

/** What the person's shell says to the programs in this room. */
export interface BinConfig {
  /** Where the launcher's state is, when the person said so by SHISA_STATE. */
  readonly stateDir: string | undefined;
  /** The file that says where somebody who is not root reaches the bot, when the person said so by SHISA_TERMINAL. */
  readonly terminalFile: string | undefined;
  /** Whether root runs this, who alone may speak as others. */
  readonly isRoot: boolean;
  /** The bot's own folder, when the settings are those of a real installation. */
  readonly botStateDir: string | undefined;
  readonly redisUrl: string | undefined;
  readonly language: Language;
  /** The account from which the person became root. */
  readonly sudoUser: string | undefined;
  readonly historyFile: string;
  readonly isColorful: boolean;
}

export function readConfig(environment: Environment = process.env): BinConfig {
  const settings = settingsSchema.parse(environment);
  return {
    stateDir: given(settings.SHISA_STATE),
    terminalFile: given(settings.SHISA_TERMINAL),
    isRoot: process.getuid?.() === 0,
    botStateDir: given(settings.SHISA_BOT_STATE),
    redisUrl: given(settings.REDIS_URL),
    language: languageOf(given(settings.LC_ALL) ?? given(settings.LC_MESSAGES) ?? given(settings.LANG)),
    sudoUser: given(settings.SUDO_USER),
    historyFile: join(given(settings.XDG_STATE_HOME) ?? join(homedir(), ".local/state"), "shisa", "history"),
    isColorful: given(settings.NO_COLOR) === undefined,
  };
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The settings of a real installation: those of an env file (KEY=value lines), over which this process's own
 * environment wins. A file that is not there is no settings. Throws when it is there and cannot be read.
 */
export function readSettings(envFile: string): Environment {
  const file = existsSync(envFile) ? parseEnv(readFileSync(envFile, "utf8")) : {};
  const all = { ...file, ...process.env };
  return Object.fromEntries(Object.entries(all).filter(([name, value]) => isSetting(name) && value !== ""));
}

const isSetting = (name: string): boolean => name.startsWith("SHISA_") || name === "REDIS_URL";
const given = (value: string | undefined): string | undefined => (value === "" ? undefined : value);

/** A POSIX locale's name (`ja_JP.UTF-8`) as one of the two languages; all others read English. */
const languageOf = (locale: string | undefined): Language => (/^ja(?![a-z])/iu.test(locale ?? "") ? "ja" : "en");
