/** What is known of the bot's silence. Times in milliseconds since 1970. */
export interface Silence {
  /** When the bot was heard last. */
  readonly heardAt: number;
  /** When mail was sent about it last; null: none was since it was heard. */
  readonly mailedAt: number | null;
  /** It was heard since the last mail, or since this executor's start. */
  readonly isHeard: boolean;
}

/** What is to be mailed now. */
export type Due = "silent" | "still" | "back";

/** A bot that lives is heard every 30 s; after so long it is dead, or nobody can reach it. */
export const silentMs = 5 * 60_000;
const againMs = 60 * 60_000;

/** What is known once the clock says `now`: a time to come is left over from before it was put back. */
export const asOf = (silence: Silence, now: number): Silence =>
  silence.heardAt > now ? { ...silence, heardAt: now } : silence;

/** Hears the bot: a time before the last one is an old envelope sent again, one to come is not believed before it has come. */
export function heard(silence: Silence, at: number, now: number): Silence {
  const heardAt = Math.min(at, now);
  return heardAt > silence.heardAt ? { ...silence, heardAt, isHeard: true } : silence;
}

/** Once when it has been silent for five minutes, then hourly, and once when it is back. */
export function dueOf({ heardAt, mailedAt, isHeard }: Silence, now: number): Due | undefined {
  const isSilent = now - heardAt >= silentMs;
  if (mailedAt === null) return isSilent ? "silent" : undefined;
  if (!isSilent) return isHeard ? "back" : undefined;
  // A clock that was set back must not keep the next mail away for ever.
  return Math.abs(now - mailedAt) >= againMs ? "still" : undefined;
}

/** What is known once that mail has left. */
export function mailed(silence: Silence, due: Due, now: number): Silence {
  return due === "back" ? { ...silence, mailedAt: null } : { ...silence, mailedAt: now, isHeard: false };
}
