import { canonicalKey, isKeyType } from "../../protocol/ssh/blob.ts";

/** At most so many keys are given to a guest. */
export const maximumKeys = 32;

/**
 * Takes the keys out of an authorized_keys file (sshd(8), AUTHORIZED_KEYS FILE FORMAT): only well-formed ones, without
 * options and comments, each once. A certificate authority is no key that one logs in with and is left out.
 */
export function parseKeys(content: string): readonly string[] {
  const keys = new Set<string>();
  for (const line of content.split(/\r?\n/)) {
    const key = keyOf(line.trim());
    if (key !== undefined) keys.add(key);
    if (keys.size === maximumKeys) break;
  }
  return [...keys];
}

function keyOf(line: string): string | undefined {
  if (line === "" || line.startsWith("#")) return undefined;
  const [first = ""] = line.split(/[ \t]/, 1);
  const options = isKeyType(first) ? "" : optionsOf(line);
  if (/(?:^|,)cert-authority(?:,|$)/i.test(options.replaceAll(/"(?:\\"|[^"])*"/g, ""))) return undefined;
  const [type = "", base64 = ""] = line
    .slice(options.length)
    .trim()
    .split(/[ \t]+/, 2);
  return canonicalKey(type, base64);
}

/** Everything before the first blank that is not between double quotes; a quote inside is written \". */
function optionsOf(line: string): string {
  return /^(?:"(?:\\"|[^"])*"|[^" \t])*/.exec(line)?.[0] ?? "";
}
