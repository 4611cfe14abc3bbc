import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";
import type { Poster } from "./posters.ts";
import { backText, silentText } from "./words.ts";

export interface WatcherParts {
  /** Resolves when the bot lives. */
  readonly ask: () => Promise<void>;
  readonly posters: readonly Poster[];
  readonly silentMs: number;
  /** File of what was posted. */
  readonly state: string;
  readonly timeZone: string;
  readonly now: () => number;
  readonly say: (line: string) => void;
}

const stateSchema = z.object({
  /** When the bot last lived, in milliseconds since 1970. */
  aliveAt: z.number(),
  /** It did not answer when it was asked last. */
  failing: z.boolean().default(false),
  /** Where it stands that the bot is silent. */
  told: z.array(z.enum(["slack", "discord"])),
});

/** Looks once: asks, and posts where what stands there is not true any more. A post that fails is made at the next look. */
export async function createWatcher(parts: WatcherParts): Promise<() => Promise<boolean>> {
  const { ask, posters, silentMs, state, timeZone, now, say } = parts;
  let { aliveAt, failing, told } = await readState(state, now());

  return async () => {
    const fault = await ask().then(
      () => undefined,
      (cause: unknown) => reasonOf(cause),
    );
    const at = now();
    const before = { aliveAt, failing };
    failing = fault !== undefined;
    // A time to come is left over from before this machine's clock was put back.
    aliveAt = failing ? Math.min(aliveAt, at) : at;
    if (failing) say(`the bot does not answer: ${fault}`);
    const isSilent = at - aliveAt >= silentMs;
    for (const { name, post } of posters) {
      const stands = told.includes(name);
      if (stands === isSilent || (stands && fault !== undefined)) continue;
      const text = isSilent ? silentText({ aliveAt, at, fault: fault ?? "", timeZone }) : backText({ at, timeZone });
      try {
        await post(text);
        told = isSilent ? [...told, name] : told.filter((one) => one !== name);
        say(`posted on ${name} that the bot is ${isSilent ? "silent" : "back"}`);
      } catch (cause) {
        say(`posting on ${name}: ${reasonOf(cause)}`);
      }
    }
    if (before.aliveAt !== aliveAt || before.failing !== failing || told.length > 0)
      await keep(state, { aliveAt, failing, told }).catch((cause: unknown) => say(reasonOf(cause)));
    return fault === undefined;
  };
}

/**
 * Where it answered when it was asked last, and that is long ago, the bot has its time anew: this machine may have been
 * off. Where it did not, it has none, however seldom a timer has it asked.
 */
async function readState(file: string, now: number): Promise<z.infer<typeof stateSchema>> {
  const fresh = { aliveAt: now, failing: false, told: [] };
  try {
    const kept = stateSchema.parse(JSON.parse(await readFile(file, "utf8")));
    const isRecent = Math.abs(now - kept.aliveAt) < 10 * 60_000;
    return kept.told.length > 0 || kept.failing || isRecent ? kept : fresh;
  } catch {
    return fresh;
  }
}

async function keep(file: string, state: z.infer<typeof stateSchema>): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const below = cause.cause;
  return below instanceof Error ? `${cause.message}: ${below.message}` : cause.message;
}
