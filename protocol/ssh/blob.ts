/** Types that a guest is given, and what their blob holds after the type (RFC 4253 6.6, RFC 5656, RFC 8709, PROTOCOL.u2f). */
const shapes: Readonly<Record<string, (fields: Fields, shortestRsa: number) => boolean>> = {
  "ssh-ed25519": (fields) => fields.string()?.length === 32,
  "ssh-rsa": (fields, shortestRsa) => {
    const exponent = bits(fields.string());
    const modulus = bits(fields.string());
    return exponent >= 2 && exponent <= 64 && modulus >= shortestRsa && modulus <= 16_384;
  },
  "ecdsa-sha2-nistp256": (fields) => isPoint(fields, "nistp256", 32),
  "ecdsa-sha2-nistp384": (fields) => isPoint(fields, "nistp384", 48),
  "ecdsa-sha2-nistp521": (fields) => isPoint(fields, "nistp521", 66),
  "sk-ssh-ed25519@openssh.com": (fields) => fields.string()?.length === 32 && isApplication(fields),
  "sk-ecdsa-sha2-nistp256@openssh.com": (fields) => isPoint(fields, "nistp256", 32) && isApplication(fields),
};

export const isKeyType = (word: string): boolean => Object.hasOwn(shapes, word);

/**
 * Checks one public key and writes it anew as `type base64`, so that nothing but a key can be in it.
 * undefined where it is not well formed, of another type than it says, or too short.
 * @param shortestRsa in bits
 */
export function canonicalKey(type: string, base64: string, shortestRsa = 2_048): string | undefined {
  const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
  if (shape === undefined || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  const blob = Buffer.from(base64, "base64");
  const fields = readFields(blob);
  const inner = fields.string()?.toString("latin1");
  if (inner !== type || !shape(fields, shortestRsa) || !fields.isAtEnd()) return undefined;
  const written = blob.toString("base64");
  return written.replaceAll("=", "") === base64.replaceAll("=", "") ? `${type} ${written}` : undefined;
}

/** The length of a well-formed RSA key's modulus in bits; undefined for keys of other types. */
export function rsaBits(key: string): number | undefined {
  const [type, base64 = ""] = key.split(" ");
  if (type !== "ssh-rsa") return undefined;
  const fields = readFields(Buffer.from(base64, "base64"));
  const [, , modulus] = [fields.string(), fields.string(), fields.string()];
  return bits(modulus);
}

interface Fields {
  /** The next length-prefixed string (RFC 4251 5); undefined where the blob is too short for it. */
  readonly string: () => Buffer | undefined;
  readonly isAtEnd: () => boolean;
}

function readFields(blob: Buffer): Fields {
  let at = 0;
  return {
    string() {
      if (at + 4 > blob.length) return undefined;
      const length = blob.readUInt32BE(at);
      if (at + 4 + length > blob.length) return undefined;
      const value = blob.subarray(at + 4, at + 4 + length);
      at += 4 + length;
      return value;
    },
    isAtEnd: () => at === blob.length,
  };
}

/** Bits of a positive mpint (RFC 4251 5); 0 where it is none. */
function bits(mpint: Buffer | undefined): number {
  const first = mpint?.[0];
  if (mpint === undefined || first === undefined || first >= 0x80) return 0;
  if (first === 0 && (mpint[1] ?? 0) < 0x80) return 0; // Zero, or a leading zero too many.
  const hexadecimal = mpint.toString("hex").replace(/^0+/, "");
  return (hexadecimal.length - 1) * 4 + Number.parseInt(hexadecimal.charAt(0), 16).toString(2).length;
}

/** An uncompressed point: 4, x, y. */
function isPoint(fields: Fields, curve: string, size: number): boolean {
  if (fields.string()?.toString("latin1") !== curve) return false;
  const point = fields.string();
  return point?.length === 1 + 2 * size && point[0] === 4;
}

const isApplication = (fields: Fields): boolean => (fields.string()?.length ?? 0) > 0;
