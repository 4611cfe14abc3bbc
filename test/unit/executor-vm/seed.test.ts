import fc from "fast-check";
import { expect, test } from "vitest";
import { seedFiles } from "../../../executor/seed/files.ts";
import { hostNameOf } from "../../../protocol/names.ts";
import { ed25519Line, rsaLine } from "./keyring.ts";

const uuid = "6f1c2f0e-4b7e-4f6e-9d4f-0a1b2c3d4e5f";
const key = ed25519Line();
const seed = { uuid, hostName: "e235701-web", owner: { name: "e235701", uid: 235701 }, keys: [key] };

test("a seed makes the owner's account with the owner's keys and nothing else", () => {
  const other = rsaLine(2048);
  const files = seedFiles({ ...seed, keys: [key, other] });
  expect(files["user-data"]).toBe(`#cloud-config
hostname: e235701-web
preserve_hostname: false
ssh_pwauth: false
disable_root: true
users:
  - name: e235701
    uid: 235701
    gecos: "Shisa guest owner"
    shell: /bin/bash
    lock_passwd: true
    sudo: "ALL=(ALL) NOPASSWD:ALL"
    ssh_authorized_keys:
      - "${key}"
      - "${other}"
`);
  expect(files["meta-data"]).toBe(`instance-id: ${uuid}\nlocal-hostname: e235701-web\n`);
});

test("a value that YAML would read as something else than text is quoted", () => {
  expect(seedFiles({ ...seed, owner: { name: "null", uid: 5 } })["user-data"]).toContain('  - name: "null"\n');
  expect(seedFiles({ ...seed, hostName: "1e3" })["meta-data"]).toContain('local-hostname: "1e3"\n');
});

const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    '"\nruncmd:\n  - id\n#',
    "ssh-ed25519 AAAA\n",
    `${key} comment`,
    `${key}\n`,
    "a: b",
    "x\u0085y",
    "*",
    "&a",
  ),
);

test("no key, name or identity can make a seed carry anything but keys", () => {
  const lines = seedFiles(seed)["user-data"].split("\n").length;
  const attempt = fc.record({ keys: fc.array(hostile, { maxLength: 3 }), name: hostile, host: hostile, id: hostile });
  fc.assert(
    fc.property(attempt, fc.integer({ min: 0, max: 3 }), ({ keys, name, host, id }, which) => {
      const tried = [
        { ...seed, keys: [key, ...keys] },
        { ...seed, owner: { name, uid: 1000 } },
        { ...seed, hostName: host },
        { ...seed, uuid: id },
      ][which];
      let files: ReturnType<typeof seedFiles>;
      try {
        files = seedFiles(tried ?? seed);
      } catch {
        return; // Refused as a whole.
      }
      expect(files["user-data"].split("\n")).toHaveLength(lines + (which === 0 ? keys.length : 0));
      expect(files["meta-data"].split("\n")).toHaveLength(3);
    }),
  );
});

test("a seed without a key is none", () => {
  expect(() => seedFiles({ ...seed, keys: [] })).toThrow();
});

test("two people's guests never share a host name, wherever the hyphens stand", () => {
  expect(hostNameOf("a-b", "c")).not.toBe(hostNameOf("a", "b-c"));
  const account = fc.stringMatching(/^[a-z][a-z0-9]{0,3}(-[a-z0-9]{1,3}){0,2}$/);
  const name = fc.stringMatching(/^[a-z][a-z0-9]{0,3}(-[a-z0-9]{1,3}){0,2}$/);
  fc.assert(
    fc.property(account, name, account, name, (account1, name1, account2, name2) => {
      fc.pre(account1 !== account2 || name1 !== name2);
      expect(hostNameOf(account1, name1)).not.toBe(hostNameOf(account2, name2));
    }),
  );
});
