import { dirname } from "node:path";
import { ToldError } from "../kit/verb.ts";
import { makeProgramFolders, makeRedisFolder } from "./folders.ts";
import type { Host } from "./host.ts";
import { keepState } from "./keep-state.ts";
import { launch, type Running } from "./launch.ts";
import type { Place } from "./place.ts";
import { publicSocketIn, readRunning, removeState } from "./state.ts";

/** Runs a real machine's programs until a signal asks to end; then stops them in order. */
export async function serveHost(place: Place, host: Host, tell: (line: string) => void): Promise<void> {
  const other = await readRunning(place.dir);
  if (other !== undefined) throw new ToldError(`${place.dir}: pid ${other.launcher.pid} runs these already`);
  const asked = new Promise<"asked">((resolve) => {
    for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(name, () => resolve("asked"));
  });
  const { redis, bot, executor } = host.programs;
  if (redis !== undefined) await makeRedisFolder(place);
  await makeProgramFolders(place, {
    ...terminalFolder(place, host),
    bot: bot === undefined ? undefined : host.settings.bot["SHISA_BOT_STATE"],
    executor: executor === undefined ? undefined : host.settings.executor["SHISA_EXECUTOR_STATE"],
  });
  const state = await keepState(place.dir, { kind: "host", socket: host.socket });
  try {
    await state.change({ settings: { bot: host.settings.bot, executor: host.settings.executor } });
    const changed = (services: Running[]) => void state.change({ services }).catch(() => undefined);
    const launching = launch(host.programs, { tell, changed });
    launching.catch(() => undefined);
    if ((await Promise.race([launching, asked])) !== "asked") {
      await state.change({ phase: "ready" });
      await asked;
    }
    tell("stopping");
    await (await launching.catch(() => undefined))?.stop();
  } catch (error) {
    throw new ToldError(error instanceof Error ? error.message : String(error), { cause: error });
  } finally {
    await removeState(place.dir);
  }
}

/** Only where it is the launcher's own: whoever chose another place has made it. */
function terminalFolder(place: Place, { programs, settings }: Host): { readonly terminal?: string } {
  const own = publicSocketIn(place.dir);
  return programs.bot !== undefined && settings.bot["SHISA_TERMINAL_PUBLIC"] === own ? { terminal: dirname(own) } : {};
}
