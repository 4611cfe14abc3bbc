import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { rsaBits } from "../../../protocol/ssh/blob.ts";
import { holdsPrivateKey, privateKeyMark } from "../../../protocol/ssh/private-key.ts";
import { describeKey, isPublicKey } from "../../../protocol/ssh/public-key.ts";
import { ecdsaLine, ed25519Line, rsaLine, securityKeyLine } from "../executor-vm/keyring.ts";

const ed25519 = generateKeyPairSync("ed25519").privateKey;
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const pem = (key: typeof rsa, type: "pkcs1" | "pkcs8" | "sec1") => key.export({ format: "pem", type }).toString();
const body = (text: string) => text.replaceAll(/-----[^-]+-----|\s/g, "");
const encrypted = rsa.export({ format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase: "secret" }).toString();
const openssh = `-----BEGIN OPENSSH PRIVATE KEY-----
${Buffer.concat([Buffer.from("openssh-key-v1\0"), Buffer.alloc(200, 1)]).toString("base64")}
-----END OPENSSH PRIVATE KEY-----`;
const putty = `PuTTY-User-Key-File-3: ssh-ed25519
Encryption: none
Comment: me@laptop
Public-Lines: 2
AAAAC3NzaC1lZDI1NTE5AAAAIO6mGsVFVFiLfNgJ0SaUrwE3lp5tjLZEzDf43eEt
NWI7
Private-Lines: 1
AAAAIExhbXBsZQ==
Private-MAC: 00`;

test.each([
  ["an OpenSSH key", openssh],
  ["an RSA key of PKCS#1", pem(rsa, "pkcs1")],
  ["an RSA key of PKCS#8", pem(rsa, "pkcs8")],
  ["an Ed25519 key of PKCS#8", pem(ed25519, "pkcs8")],
  ["an ECDSA key of SEC 1", pem(ec, "sec1")],
  ["an encrypted key of PKCS#8", encrypted],
  ["a PuTTY key", putty],
  ["the old format of ssh.com", "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nP2/56wAAA"],
  ["a PGP key", "-----BEGIN PGP PRIVATE KEY BLOCK-----"],
  ["an OpenSSH key on one line, after a command", `/me key add ${openssh.replaceAll("\n", " ")}`],
  ["only the middle of an OpenSSH key", body(openssh)],
  ["only the middle of an RSA key", body(pem(rsa, "pkcs1"))],
  ["only the middle of a key of PKCS#8", body(pem(ed25519, "pkcs8"))],
  ["only the middle of a key of SEC 1", body(pem(ec, "sec1"))],
  ["a first line whose hyphens a phone made longer", "—–-BEGIN OPENSSH PRIVATE KEY—–-"],
  ["full-width letters", "－－－ＢＥＧＩＮ　ＰＲＩＶＡＴＥ　ＫＥＹ"],
  ["the end of a PuTTY file", "Private-Lines: 1\nAAAA"],
  ["what stands in the place of one", privateKeyMark],
])("%s is recognised", (_, text) => {
  expect(holdsPrivateKey(text)).toBe(true);
});

test.each([
  ["an Ed25519 key", ed25519Line()],
  ["an RSA key", rsaLine(4096)],
  ["an ECDSA key", ecdsaLine(521)],
  ["a security key's", securityKeyLine()],
  ["a public key in PEM", generateKeyPairSync("ed25519").publicKey.export({ format: "pem", type: "spki" }).toString()],
  ["a sentence about them", "/help me key: never paste a private key"],
  ["a long hash", "b".repeat(64)],
  ["long letters", "M".repeat(80)],
])("%s is no private key", (_, text) => {
  expect(holdsPrivateKey(text)).toBe(false);
});

test("a key is described as ssh-keygen -l describes it", () => {
  expect(describeKey("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO6mGsVFVFiLfNgJ0SaUrwE3lp5tjLZEzDf43eEtNWI7")).toEqual({
    type: "ED25519",
    bits: 256,
    fingerprint: "SHA256:M7PVV4sSEqU/u7TEzyCDDo6Ve3dv9cuRu+kngnC3AWs",
  });
  expect(describeKey(rsaLine(3072))).toMatchObject({ type: "RSA", bits: 3072 });
  expect(describeKey(ecdsaLine(521))).toMatchObject({ type: "ECDSA", bits: 521 });
  expect(describeKey(securityKeyLine())).toMatchObject({ type: "ED25519-SK", bits: 256 });
  expect(rsaBits(ed25519Line())).toBeUndefined();
});

test("only a type and its base64, and nothing beside them, is a public key", () => {
  const key = ed25519Line();
  expect(isPublicKey(key)).toBe(true);
  for (const text of [
    "",
    key.slice(0, -4),
    ` ${key}`,
    `${key} me`,
    `${key}\n`,
    `no-pty ${key}`,
    key.replace(" ", "  "),
  ])
    expect(isPublicKey(text)).toBe(false);
});
