import type { Condition } from "../../../protocol/monitor.ts";

export type RedisCondition = Omit<Condition, "since">;

const warnPercent = 80;
const errorPercent = 95;

/**
 * What is wrong with a Redis as our doorbell: the same for all hosts, so it is one trouble of the department.
 * @param info INFO's sections memory, persistence and stats (redis.io, INFO)
 * @param refusal what it said to a harmless write, if it refused it
 */
export function redisConditions(
  info: string,
  refusal: string | undefined,
): { readonly found: RedisCondition[]; readonly usedBytes: number | undefined } {
  const field = (name: string): string | undefined => new RegExp(`^${name}:(.*?)\r?$`, "mu").exec(info)?.[1];
  const count = (name: string): number | undefined => {
    const value = field(name);
    return value === undefined || !/^\d+$/u.test(value) ? undefined : Number(value);
  };
  const found: RedisCondition[] = [];
  const add = (key: string, severity: Condition["severity"], numbers: Condition["numbers"], line?: string): void => {
    const lines = line === undefined ? [] : [line];
    found.push({ key, code: `redis.${key}`, severity, scope: "department", numbers, lines });
  };

  const policy = field("maxmemory_policy");
  if (policy !== "noeviction") add("evicts", "error", { policy: policy ?? "?" });
  if (field("aof_enabled") !== "1") add("forgets", "error", {});
  const writes = ["aof_last_write_status", "aof_last_bgrewrite_status", "rdb_last_bgsave_status"] as const;
  const failed = writes.filter((name) => field(name) === "err");
  if (failed.length > 0) add("write_failed", "error", {}, failed.join(" "));
  const [used, most] = [count("used_memory"), count("maxmemory")];
  if (used !== undefined && most !== undefined && most > 0) {
    const percent = Math.floor((used / most) * 100);
    if (percent >= warnPercent) add("memory", percent >= errorPercent ? "error" : "warning", { percent });
  }
  if (refusal !== undefined) add("refuses", "error", {}, refusal);
  return { found, usedBytes: used };
}
