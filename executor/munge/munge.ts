import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import type { Clock } from "../clock.ts";
import type { Exec, Ran } from "../exec.ts";
import { readUnmunge } from "./output.ts";

/** What munged vouches for: this account asked it for this credential, at this time, on a machine with our key. */
export interface Proved {
  readonly uid: number;
  readonly gid: number;
  /** What the person had munged, as it was given. */
  readonly payload: string;
  /** Milliseconds since 1970, to the second. */
  readonly encodedAt: number;
  /** What its maker wanted, in seconds; never a reason to believe it longer. */
  readonly ttl: number;
}

/** The only reader of munge credentials. */
export interface Munge {
  /**
   * Decodes a credential, which munged lets each host do once. Refused: munge.unreadable, munge.damaged,
   * munge.others (meant for another account than root), munge.expired, munge.future, munge.replayed, munge.absent (no
   * munged here), munge.failed. Throws where unmunge cannot be started.
   * @param maxAgeMs how old it may be, whatever its maker wanted
   */
  readonly decode: (credential: string, maxAgeMs?: number) => Promise<Outcome<Proved>>;
}

/** How old a credential may be, in ms, unless said; and how far in the future, since two clocks may differ. */
const usualAgeMs = 5 * 60_000;
const futureMs = 30_000;

/** A credential as munge(1) prints it; longer ones are refused, in characters. */
const credentialShape = /^MUNGE:[A-Za-z0-9+/]+={0,2}:$/;
const credentialMaxLength = 4_000;

const timeoutMs = 5_000;
const maxOutput = 16_384;
const keys = "STATUS,UID,GID,ENCODE_TIME,TTL,LENGTH";

/**
 * unmunge's exit codes are munge_err_t of libmunge (munge.h). Some of these print uid and payload all the same: what is
 * not 0 is never read.
 */
const codeOf: Readonly<Record<number, string>> = {
  6: "munge.absent",
  8: "munge.unreadable",
  // Of a version, cipher, checksum, compression or realm that there is not.
  9: "munge.damaged",
  10: "munge.damaged",
  11: "munge.damaged",
  12: "munge.damaged",
  13: "munge.damaged",
  14: "munge.damaged",
  15: "munge.expired",
  16: "munge.future",
  17: "munge.replayed",
  18: "munge.others",
};

/** @param socket where munged listens; undefined: its usual place */
export function createMunge(exec: Pick<Exec, "run">, socket: string | undefined, now: Clock): Munge {
  const argv = ["-N", "-k", keys, ...(socket === undefined ? [] : ["-S", socket])];

  return {
    async decode(credential, maxAgeMs = usualAgeMs) {
      const text = credential.trim();
      if (text.length > credentialMaxLength || !credentialShape.test(text)) return refused(refuse("munge.unreadable"));
      const ran = await exec.run("unmunge", argv, { timeoutMs, maxOutput, input: text });
      if (ran.exitCode !== 0) return refused(whyNot(ran));
      const proved = readUnmunge(ran.stdout);
      if (proved === undefined) throw new Error(`reading a credential: unmunge said ${ran.stdout.slice(0, 200)}`);
      // The maker chooses how long munged believes it (up to an hour): we do not ask them.
      const age = now() - proved.encodedAt;
      if (age > maxAgeMs) return refused(refuse("munge.expired"));
      if (age < -futureMs) return refused(refuse("munge.future"));
      return accepted(proved);
    },
  };
}

function whyNot(ran: Ran) {
  // 127: the program is not there, so neither is munged.
  if (ran.exitCode === 127) return refuse("munge.absent");
  const reason = ran.timedOut ? "no answer in time" : ran.stderr.trim().slice(0, 200);
  const code = codeOf[ran.exitCode];
  return code === undefined ? refuse("munge.failed", { reason }) : refuse(code);
}
