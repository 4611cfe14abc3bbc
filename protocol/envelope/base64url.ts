const alphabet = /^[A-Za-z0-9_-]*$/;

/** base64url without padding (RFC 7515, section 2); a text as UTF-8. */
export const encode = (value: string | Buffer): string =>
  (typeof value === "string" ? Buffer.from(value, "utf8") : value).toString("base64url");

/** Throws on any other character: Node itself would leave it out. */
export function decode(text: string): Buffer {
  if (!alphabet.test(text)) throw new Error("it is no base64url");
  return Buffer.from(text, "base64url");
}
