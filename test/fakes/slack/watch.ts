import type { Post, World } from "./world.ts";

/** Tells whoever watches that what somebody sees has changed: a post came, was edited, or went. */
export function touched(world: World, { channel, to }: Pick<Post, "channel" | "to">): void {
  const viewers = to === undefined ? (world.channels.get(channel)?.members ?? []) : [to];
  for (const viewer of viewers) for (const wake of [...(world.watchers.get(viewer) ?? [])]) wake();
}

/** Resolves when something that the viewer sees changes, and after `mostMs` at the latest. */
async function change(world: World, viewer: string, mostMs: number): Promise<void> {
  const watchers = world.watchers.get(viewer) ?? new Set();
  world.watchers.set(viewer, watchers);
  await new Promise<void>((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      watchers.delete(wake);
      resolve();
    };
    const timer = setTimeout(wake, mostMs);
    watchers.add(wake);
  });
}

/**
 * Looks whenever something that the viewer sees has changed, and every quarter of a second, until there is something
 * to see. Cheap enough for hundreds of people at once. Rejects after `deadlineMs`, telling how things stand.
 */
export async function watch<T>(
  world: World,
  viewer: string,
  what: string,
  {
    look,
    instead,
    deadlineMs = 10_000,
  }: { look: () => T | undefined; instead: () => string; deadlineMs?: number | undefined },
): Promise<T> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const seen = look();
    if (seen !== undefined) return seen;
    const left = end - performance.now();
    if (left <= 0) throw new Error(`waiting until ${what}: not within ${deadlineMs} ms\n${instead()}`);
    await change(world, viewer, Math.min(left, 250));
  }
}
