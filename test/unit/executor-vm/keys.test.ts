import fc from "fast-check";
import { expect, test } from "vitest";
import { maximumKeys, parseKeys } from "../../../executor/keys/parse.ts";
import { canonicalKey } from "../../../protocol/ssh/blob.ts";
import { ecdsaLine, ed25519Line, lineOf, rsaLine, securityKeyLine } from "./keyring.ts";

const ed25519 = ed25519Line();
const rsa = rsaLine(2048);

test("keys of every known type are taken, without comments and in order", () => {
  const keys = [ed25519, rsa, ecdsaLine(256), ecdsaLine(384), ecdsaLine(521), securityKeyLine()];
  expect(parseKeys(keys.map((key) => `${key} me@laptop 研究室`).join("\n"))).toEqual(keys);
});

test.each([
  ["a simple option", `no-pty ${ed25519}`],
  ["several options", `restrict,pty,no-X11-forwarding ${ed25519} c`],
  ["a quoted option with blanks", `command="echo a b",no-pty ${ed25519} c`],
  ["a quoted option with a quote", `command="echo \\"a b\\" ssh-rsa AAAA" ${ed25519}`],
  ["tabs and a carriage return", `from="10.0.0.0/8"\t${ed25519.replace(" ", "\t")}\tc\r`],
  ["an option that only names the authority word inside quotes", `command="cert-authority" ${ed25519}`],
])("options are dropped: %s", (_, line) => {
  expect(parseKeys(line)).toEqual([ed25519]);
});

test.each([
  ["a certificate authority", `cert-authority ${ed25519}`],
  ["a certificate authority among options", `principals="a b",cert-authority ${ed25519}`],
  ["a comment", `# ${ed25519}`],
  ["a short RSA key", rsaLine(1024)],
  ["an old type", lineOf("ssh-dss", "ssh-dss", "p", "q")],
  ["a certificate", lineOf("ssh-ed25519-cert-v01@openssh.com", "ssh-ed25519-cert-v01@openssh.com", "x")],
  ["another type inside than outside", `ssh-rsa ${ed25519.split(" ")[1]}`],
  ["bytes after the key", lineOf("ssh-ed25519", "ssh-ed25519", Buffer.alloc(32), "more")],
  ["too few bytes", lineOf("ssh-ed25519", "ssh-ed25519", Buffer.alloc(31))],
  ["a length beyond the end", `ssh-ed25519 ${Buffer.from([255, 255, 255, 255, 1]).toString("base64")}`],
  [
    "a curve that is not the type's",
    lineOf("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", "nistp384", Buffer.alloc(65, 4)),
  ],
  ["a compressed point", lineOf("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", "nistp256", Buffer.alloc(33, 2))],
  ["a negative modulus", lineOf("ssh-rsa", "ssh-rsa", Buffer.from([1, 0, 1]), Buffer.alloc(257, 0xff))],
  ["base64 that does not end where it says", `${ed25519.slice(0, -1)}=`],
  ["no key at all", "ssh-ed25519"],
  ["a type of every object", "__proto__ AAAA"],
  ["an open quote", `command="a ${ed25519}`],
])("nothing is taken from %s", (_, line) => {
  expect(parseKeys(line)).toEqual([]);
});

test("a key that is there twice is taken once, and no more than 32 are", () => {
  const many = Array.from({ length: maximumKeys + 8 }, ed25519Line);
  expect(parseKeys([ed25519, `no-pty ${ed25519} again`].join("\n"))).toEqual([ed25519]);
  expect(parseKeys(many.join("\n"))).toEqual(many.slice(0, maximumKeys));
});

test("whatever a file holds, what is taken has only the characters of a type and of base64", () => {
  const fragment = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(ed25519, rsa, "\n", '"', " ", "ssh-ed25519 ", '"\nruncmd: [id]\n', "\u2028"),
  );
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 20 }), (fragments) => {
      for (const key of parseKeys(fragments.join(""))) expect(key).toMatch(/^[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}$/);
    }),
  );
});

test("one changed byte in a key's head makes it none", () => {
  const [type = "", blob = ""] = ed25519.split(" ");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 18 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const bytes = Buffer.from(blob, "base64");
      bytes[at] = (bytes[at] ?? 0) ^ by;
      expect(canonicalKey(type, bytes.toString("base64"))).toBeUndefined();
    }),
  );
});
