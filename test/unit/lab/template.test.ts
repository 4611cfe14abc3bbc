import { expect, test } from "vitest";
import { parseCandidates } from "../../lab/template/packages.ts";
import { templateKey } from "../../lab/template/template.ts";
import { withoutSignature } from "../../lab/template/tree.ts";

test("candidate versions are read from apt-cache policy, and packages without one are left out", () => {
  const text = `busybox-static:
  Installed: (none)
  Candidate: 1:1.35.0-4+deb12u1+b1
  Version table:
     1:1.35.0-4+deb12u1+b1 500
        500 http://deb.debian.org/debian bookworm/main amd64 Packages
gone:
  Installed: (none)
  Candidate: (none)
`;
  expect(parseCandidates(text)).toEqual({ "busybox-static": "1:1.35.0-4+deb12u1+b1" });
});

test("a template's key changes with the recipe and with any version, not with the order of packages", () => {
  const key = templateKey("recipe", { a: "1", b: "2" });
  expect(templateKey("recipe", { b: "2", a: "1" })).toBe(key);
  expect(templateKey("recipe", { a: "1", b: "3" })).not.toBe(key);
  expect(templateKey("other", { a: "1", b: "2" })).not.toBe(key);
});

test("a kernel module loses its appended signature and nothing else", () => {
  const module = Buffer.from("the module itself");
  const signature = Buffer.from("signature");
  const trailer = Buffer.alloc(12);
  trailer.writeUInt32BE(signature.length, 8);
  const signed = Buffer.concat([module, signature, trailer, Buffer.from("~Module signature appended~\n")]);
  expect(withoutSignature(signed).toString()).toBe("the module itself");
  expect(withoutSignature(module)).toBe(module);
});
