import type { PeerKeys } from "./keys.ts";
import type { Trust } from "./trust.ts";

/** The key that is sealed to: of those that the host's executor has now, the newest. */
export function executorOf(trust: Trust, host: string, now: number): PeerKeys | undefined {
  return [...trust.values()]
    .filter(({ role, name }) => role === "executor" && name === host)
    .filter(({ notBefore, notAfter }) => notBefore <= now && now <= notAfter)
    .sort((a, b) => b.notBefore - a.notBefore)[0];
}
