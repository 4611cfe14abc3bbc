import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import type { Account, Exec, Ran } from "../exec.ts";
import { parseKeys } from "./parse.ts";

/** All of it together may take so long, in milliseconds. */
const timeLimitMs = 2_000;
/** Larger files are refused, in bytes. */
const sizeLimit = 64 * 1024;

/** A person's account and where NSS says that their home is. */
export interface Homeowner extends Account {
  readonly home: string;
}

/**
 * Reads a person's own keys from ~/.ssh/authorized_keys, **as that person**, within 2 s and 64 kB, from a regular
 * file only (a symbolic link to one is as good). Refused: keys.none, keys.unreadable, keys.timeout, keys.too_large.
 */
export async function readKeys(exec: Exec, person: Homeowner): Promise<Outcome<readonly string[]>> {
  if (!person.home.startsWith("/")) return refused(refuse("keys.unreadable", { reason: "no home" }));
  const until = performance.now() + timeLimitMs;
  const path = `${person.home}/.ssh/authorized_keys`;
  const as: Account = { name: person.name, uid: person.uid, gid: person.gid };
  const options = (maxOutput: number) => ({ as, timeoutMs: Math.max(1, until - performance.now()), maxOutput });
  const flags = ["iflag=fullblock,nonblock", `bs=${sizeLimit + 1}`, "count=1", "status=none"];
  // Both at once: whatever it is, it is read as the person, a little of it, and without waiting for a writer.
  const [looked, read] = await Promise.all([
    exec.run("stat", ["--dereference", "--format=%F", "--", path], options(4_096)),
    exec.run("dd", [`if=${path}`, ...flags], options(sizeLimit)),
  ]);
  if (isHung(looked)) return refused(refuse("keys.timeout", { seconds: timeLimitMs / 1_000 }));
  if (looked.exitCode !== 0) return refused(refuse(isMissing(looked) ? "keys.none" : "keys.unreadable"));
  if (!looked.stdout.startsWith("regular "))
    return refused(refuse("keys.unreadable", { reason: "not a regular file" }));
  if (read.overflowed) return refused(refuse("keys.too_large", { limit_kilobytes: sizeLimit / 1024 }));
  if (isHung(read)) return refused(refuse("keys.timeout", { seconds: timeLimitMs / 1_000 }));
  if (read.exitCode !== 0) return refused(refuse("keys.unreadable"));
  const keys = parseKeys(read.stdout);
  return keys.length === 0 ? refused(refuse("keys.none")) : accepted(keys);
}

const isHung = (ran: Ran): boolean => ran.timedOut || ran.abandoned;
const isMissing = (ran: Ran): boolean => ran.stderr.includes("No such file or directory");
