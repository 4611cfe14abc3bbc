import fc from "fast-check";
import { expect, test } from "vitest";
import {
  accountSchema,
  canNameHosts,
  guestNameSchema,
  hostNameOf,
  hostSchema,
  templateNameSchema,
} from "../../../protocol/names.ts";

const account = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,12}[a-z0-9])?$/);
/** Few letters and many hyphens, so that names that could be confused come up often. */
const hyphened = fc.stringMatching(/^a(-{0,3}[ab]){0,4}$/);
const guest = fc.stringMatching(/^[a-z](?:[a-z0-9-]{0,28}[a-z0-9])?$/);

test("two owners or two names never give one host name", () => {
  const pair = fc.tuple(fc.oneof(account, hyphened), fc.oneof(guest, hyphened));
  fc.assert(
    fc.property(pair, pair, ([account1, name1], [account2, name2]) => {
      if (account1 === account2 && name1 === name2) return;
      expect(hostNameOf(account1, name1)).not.toBe(hostNameOf(account2, name2));
    }),
    { numRuns: 5_000 },
  );
});

test("no two of all short names give one host name", () => {
  const names = fc.sample(hyphened, 150);
  const seen = new Map<string, string>();
  for (const who of names)
    for (const name of names) {
      const joined = hostNameOf(who, name);
      expect(seen.get(joined) ?? `${who} ${name}`).toBe(`${who} ${name}`);
      seen.set(joined, `${who} ${name}`);
    }
});

test("the example of the two hyphens", () => {
  expect(hostNameOf("a-b", "c")).toBe("a--b-c");
  expect(hostNameOf("a", "b-c")).toBe("a-b-c");
});

test("every host name is a label that DNS takes", () => {
  fc.assert(
    fc.property(account, guest, (who, name) => {
      expect(hostNameOf(who, name)).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/);
    }),
  );
});

test("an account that cannot be part of a host name is refused, and so is a name that gets too long", () => {
  for (const who of ["a_b", "a.b", "a-", "-a", "A", "é", "", "a\n"]) {
    expect(canNameHosts(who)).toBe(false);
    expect(() => hostNameOf(who, "web")).toThrow(RangeError);
  }
  expect(() => hostNameOf(`a${"-".repeat(30)}b`, "web")).toThrow(RangeError);
});

const hostile = [
  "",
  "-web",
  "web-",
  "Web",
  "9web",
  "we_b",
  "web\n",
  "web\0",
  "ウェブ",
  "wеb",
  "$(id)",
  "../web",
  "a/b",
  "--help",
  "web;ls",
  "w".repeat(31),
  " web",
];

test("hostile names are no guest's", () => {
  for (const name of hostile) {
    expect([name, guestNameSchema.safeParse(name).success]).toEqual([name, false]);
    expect(() => hostNameOf("e235701", name)).toThrow();
  }
});

test("paths, options and new lines are no template's, host's or account's name", () => {
  for (const schema of [templateNameSchema, hostSchema, accountSchema])
    for (const name of ["", "..", "../x", "a/b", "-x", "--help", "a\n", "a b", "a;b", "$(id)", "é", "x".repeat(65)])
      expect([name, schema.safeParse(name).success]).toEqual([name, false]);
});

test("a template's name may hold dots, and none that leads or ends", () => {
  expect(templateNameSchema.safeParse("ubuntu-22.04").success).toBe(true);
  for (const name of [".hidden", "x.", "x-"]) expect(templateNameSchema.safeParse(name).success).toBe(false);
});
