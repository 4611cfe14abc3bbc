/** The sections of Redis's INFO in which it is told. */
export const fitnessSections = ["memory", "persistence"] as const;

/** How often both sides look, in milliseconds: somebody may change the settings of a Redis that runs. */
export const fitnessEveryMs = 2_000;

/**
 * What is wrong with a Redis as a doorbell, each with the setting that mends it; empty when nothing is. One that evicts
 * loses jobs without a word, one that does not persist forgets them all at a restart. Whatever it does not tell counts
 * as wrong.
 * @param info the text of INFO (redis.io, INFO: maxmemory_policy, aof_enabled)
 */
export function faultsOfRedis(info: string): string[] {
  const field = (name: string): string | undefined => new RegExp(`^${name}:(.*?)\r?$`, "m").exec(info)?.[1];
  const faults: string[] = [];
  const policy = field("maxmemory_policy");
  if (policy !== "noeviction") {
    faults.push(`Redis may evict keys (maxmemory-policy ${policy ?? "unknown"}): set "maxmemory-policy noeviction"`);
  }
  if (field("aof_enabled") !== "1") faults.push('Redis does not persist (appendonly no): set "appendonly yes"');
  return faults;
}
