import type { Redis } from "ioredis";

/**
 * What is wrong with a Redis for our use, with the setting that mends it; empty when nothing is. A Redis that evicts
 * loses grants silently, one that does not persist loses all that waits at each restart.
 * Reads INFO (memory: maxmemory_policy, persistence: aof_enabled).
 */
export async function faultsOfRedis(redis: Redis): Promise<string[]> {
  const info = `${await redis.info("memory")}\n${await redis.info("persistence")}`;
  const field = (name: string): string | undefined => new RegExp(`^${name}:(.*?)\r?$`, "m").exec(info)?.[1];
  const faults: string[] = [];
  const policy = field("maxmemory_policy");
  if (policy !== "noeviction") {
    faults.push(`Redis may evict keys (maxmemory-policy ${policy ?? "unknown"}): set "maxmemory-policy noeviction"`);
  }
  if (field("aof_enabled") !== "1") faults.push('Redis does not persist (appendonly no): set "appendonly yes"');
  return faults;
}
