import { join } from "node:path";
import { execa } from "execa";

/** The built program, as `npm run shisa` starts it. */
export const shisa = join(import.meta.dirname, "../../../dist/bin/shisa.js");

export interface ShisaRun {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `shisa` with nothing of this environment, against the bot whose folder is `botDir`. */
export async function runShisa(
  args: readonly string[],
  botDir: string,
  env: Record<string, string> = {},
): Promise<ShisaRun> {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [shisa, ...args], {
    env: shisaEnvironment(botDir, env),
    extendEnv: false,
    reject: false,
    stdin: "ignore",
    timeout: 30_000,
  });
  return { exitCode, stdout, stderr };
}

/** SHISA_STATE points to where no launcher is, so that a demo of this machine is not found. */
export const shisaEnvironment = (botDir: string, env: Record<string, string> = {}): Record<string, string> => ({
  PATH: "/usr/bin:/bin",
  HOME: botDir,
  SHISA_STATE: join(botDir, "no-launcher"),
  SHISA_BOT_STATE: botDir,
  ...env,
});
