import { expect, test } from "vitest";
import { homeReplies } from "../../../handlers/home/home.ts";
import { parseLine } from "../../../handlers/kit/line.ts";
import type { Reply } from "../../../handlers/kit/reply.ts";
import { commands } from "../../../handlers/registry.ts";
import { contextFor, guest, host, job, people, type Setting, usualGuests } from "./department.ts";
import { plain } from "./plain.ts";

const home = (setting: Setting = {}) => homeReplies(contextFor(setting));
const lines = (replies: readonly Reply[]) => replies.map((reply) => reply.buttons?.map(({ line }) => line) ?? []);

test.each(["en", "ja"] as const)("a home page shows machines, jobs, what waits and limits (%s)", async (language) => {
  const replies = await home({ language, jobs: [job(), job({ number: 41, status: "done", endedAt: 1 })] });
  await expect(replies.map(plain).join("\n")).toMatchFileSnapshot(`golden/${language}/home.txt`);
});

test("each machine can be shown, and started or stopped as it is", async () => {
  expect(lines(await home()).slice(0, 3)).toEqual([
    ["/vm create"],
    ["/vm show db", "/vm start db"],
    ["/vm show web", "/vm stop web"],
  ]);
});

test("machines of one name are told apart, and those of a silent host cannot be pressed", async () => {
  const hosts = [host("vm1", usualGuests), host("vm2", [guest()], { silent: true })];
  expect(lines(await home({ hosts })).slice(1, 4)).toEqual([
    ["/vm show db", "/vm start db"],
    ["/vm show web --host vm1", "/vm stop web --host vm1"],
    [],
  ]);
});

test("every button is a line that is understood, or one that opens a form", async () => {
  for (const line of lines(await home({ jobs: [job()] })).flat()) {
    const parsed = parseLine(line, commands);
    expect(parsed.kind === "command" || line === "/vm create", line).toBe(true);
  }
});

test("many machines are counted, not all shown", async () => {
  const guests = Array.from({ length: 12 }, (_, at) => guest({ name: `vm${at}` }));
  const replies = await home({ hosts: [host("vm1", guests)] });
  expect(replies.length).toBe(1 + 8 + 3);
  expect(replies[0]?.text).toContain("/vm list shows the other 4.");
});

test("without any machine there is where to begin; without any host it says so and still shows the rest", async () => {
  expect(lines(await home({ hosts: [host("vm1", [])] }))[0]).toEqual(["/vm create", "/vm templates"]);
  const replies = await home({ hosts: [] });
  expect(replies.map(({ tone }) => tone)).toEqual(["refused", "information", "information", "information"]);
});

test("somebody without a role is told just that", async () => {
  const replies = await home({ person: people.nobody });
  expect(replies.map(({ tone, buttons }) => [tone, buttons])).toEqual([["refused", undefined]]);
});
