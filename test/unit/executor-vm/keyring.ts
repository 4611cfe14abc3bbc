import { generateKeyPairSync, type KeyObject } from "node:crypto";

/** A length-prefixed string, RFC 4251 5. */
const field = (value: Buffer | string): Buffer => {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

const base64 = (...fields: (Buffer | string)[]): string => Buffer.concat(fields.map(field)).toString("base64");

function part(key: KeyObject, name: "n" | "e" | "x" | "y"): Buffer {
  const value: unknown = key.export({ format: "jwk" })[name];
  return Buffer.from(String(value), "base64url");
}

const positive = (number: Buffer): Buffer =>
  (number[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), number]) : number;

export function ed25519Line(): string {
  const { publicKey } = generateKeyPairSync("ed25519");
  return `ssh-ed25519 ${base64("ssh-ed25519", part(publicKey, "x"))}`;
}

export function rsaLine(modulusLength: number): string {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength });
  return `ssh-rsa ${base64("ssh-rsa", positive(part(publicKey, "e")), positive(part(publicKey, "n")))}`;
}

export function ecdsaLine(bits: 256 | 384 | 521): string {
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: `P-${bits}` });
  const point = Buffer.concat([Buffer.from([4]), part(publicKey, "x"), part(publicKey, "y")]);
  return `ecdsa-sha2-nistp${bits} ${base64(`ecdsa-sha2-nistp${bits}`, `nistp${bits}`, point)}`;
}

export function securityKeyLine(): string {
  const type = "sk-ssh-ed25519@openssh.com";
  return `${type} ${base64(type, Buffer.alloc(32, 7), "ssh:")}`;
}

/** A key line of any type with any fields. */
export const lineOf = (type: string, ...fields: (Buffer | string)[]): string => `${type} ${base64(...fields)}`;
