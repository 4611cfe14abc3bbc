import type { Proved } from "./munge.ts";

/**
 * Reads what unmunge(1) prints with -N: `KEY:  VALUE` lines, an empty line, and the payload as it is, of LENGTH bytes.
 * @returns undefined where anything of it is not as expected
 */
export function readUnmunge(output: string): Proved | undefined {
  const end = output.indexOf("\n\n");
  if (end < 0) return undefined;
  const payload = output.slice(end + 2);
  const values = new Map<string, number>();
  for (const line of output.slice(0, end).split("\n")) {
    const [, key, value] = /^([A-Z_]+): +(\d{1,15})$/.exec(line) ?? [];
    if (key === undefined || value === undefined || values.has(key)) return undefined;
    values.set(key, Number(value));
  }
  const [uid, gid, time, ttl] = ["UID", "GID", "ENCODE_TIME", "TTL"].map((key) => values.get(key));
  if (values.get("STATUS") !== 0 || values.get("LENGTH") !== Buffer.byteLength(payload)) return undefined;
  if (uid === undefined || gid === undefined || time === undefined || ttl === undefined) return undefined;
  return { uid, gid, payload, encodedAt: time * 1_000, ttl };
}
