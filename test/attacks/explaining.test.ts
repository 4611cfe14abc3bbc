import fc from "fast-check";
import { expect, test } from "vitest";
import { contextOf } from "../../bot/contexts.ts";
import { dispatch } from "../../handlers/kit/dispatch.ts";
import type { Context, LastRefusal } from "../../handlers/kit/ports.ts";
import { commands } from "../../handlers/registry.ts";
import { refuse } from "../../protocol/refusal.ts";
import { contextFor, guest, host, job, people, type } from "../unit/handlers/department.ts";

// /can and /why are asked by whoever has a chat account: they must do nothing, and tell nothing of anybody else's.

const examples = commands.flatMap(({ examples: lines }) => [...lines]);
const hostile = fc.oneof(
  fc.constantFrom(...examples),
  fc.constantFrom(...examples).map((line) => `${line} --yes`),
  fc
    .tuple(fc.constantFrom(...examples), fc.string({ unit: "grapheme", maxLength: 40 }))
    .map((parts) => parts.join(" ")),
  fc.string({ unit: "grapheme", maxLength: 80 }),
);

test("whatever line /can is asked about, by whom, confirmed or not, nothing is done", async () => {
  await fc.assert(
    fc.asyncProperty(hostile, fc.constantFrom(...Object.values(people)), async (line, person) => {
      const setting = { person, jobs: [job()] };
      const dispatched = await type(`/can ${line}`, setting, true);
      expect(dispatched.kind).toBe("final");
    }),
    { numRuns: 300 },
  );
});

test("/can never changes what somebody chose for themselves, nor asks a host", async () => {
  for (const line of [...examples, "/me language en --yes"]) {
    const dispatched = await type(`/can ${line}`, { person: people.admin, jobs: [job()] }, true);
    expect([line, dispatched.kind]).toEqual([line, "final"]);
  }
  const context = contextFor();
  await type("/can me language ja");
  expect(context.chosen.size).toBe(0);
});

test("/why asks a host about one's own guests only, whatever it is asked about", async () => {
  const own = new Set(["web", "db"]);
  await fc.assert(
    fc.asyncProperty(fc.oneof(hostile, fc.ipV4()), async (thing) => {
      const dispatched = await type(`/why ${thing}`);
      if (dispatched.kind !== "job") return;
      expect(dispatched.command.action).toBe("vm.why");
      expect(own.has((dispatched.input as { name: string }).name)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("another's guest, address or job is answered by /can and /why as one that never was", async () => {
  const taros = [guest({ owner: people.taro, name: "secret", address: "192.168.122.22" })];
  const setting = { hosts: [host("vm1", [guest(), ...taros])], jobs: [job({ person: people.taro.name })] };
  const without = { hosts: [host("vm1", [guest()])] };
  for (const line of ["/why secret", "/why 192.168.122.22", "/why 42", "/can vm delete secret", "/can jobs cancel 42"])
    expect([line, await type(line, setting)]).toEqual([line, await type(line, without)]);
});

test("one's last refusal is told to nobody else, and not to the next owner of the account's name", async () => {
  const refusals = new Map<string, LastRefusal>([
    [`${people.hanako.uid}`, { at: 1, line: "/vm create tiny geheim", refusal: refuse("limit.guests") }],
  ]);
  const ask = async (person: (typeof people)["hanako" | "taro"] | { name: string; uid: number }) => {
    const whole = { ...people.hanako, ...person };
    const context = {
      ...contextFor({ person: whole }),
      lastRefusal: ({ uid }: { uid: number }) => refusals.get(`${uid}`),
    };
    return JSON.stringify(await dispatch({ line: "/why", confirmed: false }, context, commands));
  };
  expect(await ask(people.hanako)).toContain("geheim");
  expect(await ask(people.taro)).not.toContain("geheim");
  expect(await ask({ name: people.hanako.name, uid: 777 })).not.toContain("geheim");
});

test("who is given an account's name anew sees no job of who had it before", async () => {
  const old = job({ status: "refused", line: "/vm create tiny geheim", endedAt: 1 });
  const { jobs, ...rest } = contextFor({ jobs: [old] });
  const all = { ...rest, jobs, language: "en" as const };
  const ask = async (person: Context["person"], line: string) => {
    const context = contextOf(all, person, rest.identity, "en");
    return JSON.stringify(await dispatch({ line, confirmed: false }, context, commands));
  };
  for (const line of ["/why", "/why 42", "/jobs", "/jobs show 42"]) {
    expect([line, await ask(people.hanako, line)]).toEqual([line, expect.stringContaining("geheim")]);
    expect([line, await ask({ ...people.hanako, uid: 777 }, line)]).toEqual([
      line,
      expect.not.stringContaining("geheim"),
    ]);
  }
});
