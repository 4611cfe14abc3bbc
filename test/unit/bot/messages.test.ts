import { pino } from "pino";
import { expect, test } from "vitest";
import { createMessages } from "../../../bot/messages.ts";
import { usualHandlers } from "../../../bot/usual-handlers.ts";
import { contextFor, job, now, people } from "../handlers/department.ts";

test("a final message is made with all that its person did in sight, so that their log knows its own", () => {
  const jobs = [job({ number: 1, grant: "g1" }), job({ number: 2, grant: "g2" })];
  const { directory, ...rest } = contextFor({ jobs });
  const surroundings = { ...rest, directory: { ...directory, person: () => people.hanako }, language: "en" } as const;
  let seen: readonly string[] = [];
  const handlers: typeof usualHandlers = {
    ...usualHandlers,
    resultReply: (_command, _input, _result, context) => {
      seen = context.jobs.ofPerson(people.hanako.name, 10).map(({ grant }) => grant);
      return { reply: { tone: "done", title: "done", privacy: "private" }, status: "done" };
    },
  };
  const identity = { platform: "terminal", workspace: "", user: people.hanako.name };
  const command = {
    ...{ number: 2, grant_id: "g2", invocation: "terminal:2", account: people.hanako.name, uid: 10_001, identity },
    ...{ line: "/ping", command: "ping ", action: "host.ping", input: {}, host: "vm1" },
    ...{ executor: "k", accepted_at: now, deadline: 0, vouched: {}, steps: [], legs: [], queueAway: false },
    ...({ language: "en", status: "running" } as const),
  };
  const times = { startedAt: now, endedAt: now };
  createMessages(handlers, surroundings, pino({ level: "silent" })).ended(command, {
    kind: "result",
    action: "host.ping",
    grant: "g2",
    status: "done",
    steps: [],
    ...times,
  });
  expect(seen).toEqual(["g1", "g2"]);
});
