/** Stands for a private key that somebody typed, wherever what was typed is kept; holdsPrivateKey is true of it. */
export const privateKeyMark = "-----BEGIN PRIVATE KEY-----";

/**
 * How private keys announce themselves: PEM of any kind, OpenSSH's and ssh.com's (whatever a keyboard made of the
 * hyphens), PuTTY's files, and the magic word "openssh-key-v1" in base64, should only the middle have been copied.
 */
const signs: readonly RegExp[] = [
  /BEGIN[\s\S]{0,60}PRIVATE\s*KEY/iu,
  /PuTTY-User-Key-File/iu,
  /Private-(?:Lines|MAC)\s*:/iu,
  /b3BlbnNzaC1rZXktdjE/u,
];

/** Pieces of base64 that are long enough for a key. */
const pieces = /[A-Za-z0-9+/]{40,}/gu;

/**
 * Whether a text holds a private key, of whatever format, or enough of one that nobody should keep it. An encrypted one
 * whose first line was left out looks like any other data and is not found.
 */
export function holdsPrivateKey(text: string): boolean {
  const plain = text.normalize("NFKC");
  return signs.some((sign) => sign.test(plain)) || (plain.match(pieces) ?? []).some(beginsAsPrivateKey);
}

/**
 * Whether base64 begins as the DER of PKCS#1 (RFC 8017 A.1.2), PKCS#8 (RFC 5958) or SEC 1 (RFC 5915) private keys do:
 * a SEQUENCE whose first member is the INTEGER 0 or 1. Certificates and public keys begin otherwise.
 */
function beginsAsPrivateKey(base64: string): boolean {
  if (!base64.startsWith("M")) return false;
  const der = Buffer.from(base64.slice(0, 16), "base64");
  const length = der[1] ?? 0;
  const at = length < 0x80 ? 2 : 2 + (length & 0x7f);
  return der[0] === 0x30 && der[at] === 2 && der[at + 1] === 1 && (der[at + 2] ?? 9) <= 1;
}
