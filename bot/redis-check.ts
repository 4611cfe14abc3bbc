import type { Redis } from "ioredis";

/**
 * Why this Redis cannot be the doorbell, with what to set; undefined when it can. One that evicts loses jobs without a
 * word, one that does not persist forgets them all at a restart. Throws when Redis cannot be asked.
 */
export async function unfitness(redis: Redis): Promise<string | undefined> {
  const policy = await setting(redis, "maxmemory-policy");
  const appendonly = await setting(redis, "appendonly");
  const wrong = [
    policy === "noeviction" ? [] : [`maxmemory-policy is "${policy}": set "maxmemory-policy noeviction"`],
    appendonly === "yes" ? [] : [`appendonly is "${appendonly}": set "appendonly yes"`],
  ].flat();
  return wrong.length === 0 ? undefined : `Redis must keep what it holds; in redis.conf: ${wrong.join("; ")}`;
}

async function setting(redis: Redis, name: string): Promise<string> {
  const reply: unknown = await redis.config("GET", name);
  const value: unknown = Array.isArray(reply) ? reply[1] : undefined;
  return typeof value === "string" ? value : "hidden";
}
