import { expect, test } from "vitest";
import { createFixed } from "../../../../bot/incidents/fixed.ts";
import type { Message } from "../../../../bot/message.ts";
import type { Shown } from "../../../../bot/messages.ts";
import type { IncidentEvent, IncidentView } from "../../../../handlers/kit/incidents.ts";
import { commands } from "../../../../handlers/registry.ts";
import { incident } from "../../handlers/incidents-book.ts";

const at = Date.parse("2026-12-01T00:00:00Z");
const overdue = (number: number, host: string, changes: Partial<IncidentView> = {}): IncidentView => {
  const { condition } = incident(at);
  return incident(at, { number, hosts: [host], condition: { ...condition, fixes: ["/backup run daily"] }, ...changes });
};
const job = (changes: object = {}): Shown =>
  ({
    ...{ account: "adm1", uid: 7, host: "bak1", action: "backup.run", input: { level: "daily" }, line: "" },
    ...{ accepted_at: at, ...changes },
  }) as Shown;
const final = (changes: Partial<Message> = {}, tone: "done" | "failed" = "done"): Message => ({
  ...{ reply: { tone, title: "", privacy: "private" }, final: true, status: "done", ...changes },
});

/** What is written, and into which alert. */
function written(views: readonly IncidentView[], ended: Shown, message: Message): [number, string | undefined][] {
  const found: [number, IncidentEvent][] = [];
  const incidents = {
    alive: () => views,
    addEvent: (number: number, event: IncidentEvent) => void found.push([number, event]),
  };
  createFixed({ commands, incidents, directory: { person: () => undefined }, now: () => at })(ended, message);
  return found.map(([number, { text }]) => [number, text]);
}

test("a backup that is run again is told in that host's alert, and says when it went wrong although the job was done", () => {
  const views = [overdue(1, "bak1"), overdue(2, "bak2")];
  expect(written(views, job(), final())).toEqual([[1, "done /backup run daily"]]);
  expect(written(views, job(), final({}, "failed"))).toEqual([[1, "failed /backup run daily"]]);
});

test("another level, a job that only looks, and an alert that was over before are left alone", () => {
  const views = [overdue(1, "bak1")];
  expect(written(views, job({ input: { level: "weekly" } }), final())).toEqual([]);
  expect(written(views, job({ action: "backup.check", input: {} }), final())).toEqual([]);
  expect(written([overdue(1, "bak1", { state: "cleared", endedAt: at - 1 })], job(), final())).toEqual([]);
});

test("what the fix itself ended is told too, and so is that nobody knows how it ended", () => {
  const view = overdue(1, "bak1", { state: "cleared", endedAt: at + 1 });
  const { status: _, ...open } = final();
  expect(written([view], job(), open)).toEqual([[1, "unknown /backup run daily"]]);
});
