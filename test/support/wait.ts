import { waitFor as ask } from "../lab/wait.ts";

/** Waits until a look says yes; throws after `deadlineMs`, naming what was waited for. */
export async function waitFor(
  what: string,
  look: () => boolean | Promise<boolean>,
  deadlineMs = 10_000,
): Promise<void> {
  await ask(what, async () => ((await look()) ? true : undefined), { timeoutMs: deadlineMs, everyMs: 20 });
}
