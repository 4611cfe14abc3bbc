import { keyLimits } from "../../policies/limits.ts";
import { accepted, type Outcome, refuse, refused } from "../../protocol/refusal.ts";
import { canonicalKey, isKeyType, rsaBits } from "../../protocol/ssh/blob.ts";
import { isDeceiving, shown } from "../kit/characters.ts";

/** One public key as it was given: `type base64`, and what its owner calls it. */
export interface GivenKey {
  readonly key: string;
  readonly comment: string;
}

/** Longer comments are cut, in characters. */
const longestComment = 100;

/**
 * Reads public keys as ssh-keygen writes them (sshd(8), AUTHORIZED_KEYS FILE FORMAT without options), one a line; empty
 * lines and those that begin with # are left out. A name for a key that has no comment is never made up. Refused with
 * what is wrong with the first line that is none. Private keys are not looked for here: dispatch has, before.
 */
export function readKeyText(text: string): Outcome<readonly GivenKey[]> {
  const lines = text
    .replace(/^\ufeff/u, "")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  if (lines.length > keyLimits.keys)
    return refused(refuse("limit.keys", { use: 0, request: lines.length, limit: keyLimits.keys }));
  const keys: GivenKey[] = [];
  for (const line of lines) {
    const read = readKey(line);
    if (!read.ok) return read;
    if (!keys.some(({ key }) => key === read.value.key)) keys.push(read.value);
  }
  return keys.length === 0 ? refused(refuse("key.invalid")) : accepted(keys);
}

function readKey(line: string): Outcome<GivenKey> {
  const [type = "", base64 = "", ...comment] = line.split(/\s+/);
  if (/-cert-v\d\d@openssh\.com$/.test(type)) return refused(refuse("key.certificate"));
  if (type === "ssh-dss") return refused(refuse("key.old"));
  if (!isKeyType(type))
    return refused(refuse(/\s(?:ssh-|ecdsa-|sk-)/.test(line) ? "key.options" : "key.invalid", seen(line)));
  const key = canonicalKey(type, base64, 512);
  if (key === undefined) return refused(refuse("key.damaged", { type }));
  const bits = rsaBits(key);
  if (bits !== undefined && bits < keyLimits.rsaBits)
    return refused(refuse("key.rsa_short", { bits, minimum: keyLimits.rsaBits }));
  return accepted({ key, comment: cleaned(comment.join(" ")) });
}

const seen = (line: string) => ({ typed: shown(line, 30) });

/** Without anything that cannot be seen or that turns the reading direction. */
const cleaned = (comment: string): string =>
  Array.from(comment)
    .filter((character) => !isDeceiving(character) && !/[\p{Cf}\p{Zl}\p{Zp}]/u.test(character))
    .slice(0, longestComment)
    .join("")
    .trim();
