import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Arrival } from "../../../../bot/chat/arrival.ts";
import { openIncidents } from "../../../../bot/incidents/book.ts";
import { callsPerMinute, createBudget } from "../../../../bot/incidents/budget.ts";
import { createIncidentCards } from "../../../../bot/incidents/cards.ts";
import { createIncidentMessages } from "../../../../bot/incidents/messages.ts";
import type { Message } from "../../../../bot/message.ts";
import { openStore, type Store } from "../../../../bot/store/database.ts";
import { incidentsIn } from "../../../../bot/store/incidents.ts";
import { plain } from "../../handlers/plain.ts";
import { ceph, condition, minute, start } from "./told.ts";

let folder: string;
let store: Store;
let failures: unknown[];
let at: number;
beforeEach(() => {
  at = start;
  folder = mkdtempSync(join(tmpdir(), "shisa-unwritten-"));
  store = openStore(folder);
  failures = [];
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const failed = (cause: unknown): void => void failures.push(cause);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const written = (): Promise<void> => store.write(() => undefined).then(turn);
const open = () => {
  const audit = { record: () => undefined } as unknown as Parameters<typeof openIncidents>[0]["audit"];
  return openIncidents({ store, directory: { hosts: () => [] }, audit, now: () => at, failed });
};

test("an incident that could not be written is written at a later look", async () => {
  const incidents = open();
  try {
    store.db.exec("ALTER TABLE incidents RENAME TO away");
    incidents.observe(ceph(), [condition("osd")]);
    await turn();
    await written();
    expect(failures).toHaveLength(1);
    store.db.exec("ALTER TABLE away RENAME TO incidents");
    incidents.pass();
    await written();
    expect(incidentsIn(store).alive()).toMatchObject([{ number: 1, state: "open" }]);
  } finally {
    incidents.stop();
  }
});

test("an incident is read as it is now, also while that is on its way to the disk", async () => {
  const incidents = open();
  try {
    incidents.observe(ceph(), [condition("osd")]);
    await turn();
    await written();
    incidents.observe(ceph(), []);
    at += 11 * minute;
    incidents.pass();
    expect(incidents.isSettled(1)).toBe(true);
    for (let turns = 0; turns < 20; turns += 1) {
      expect(incidents.one(1)?.state).toBe("cleared");
      await turn();
    }
  } finally {
    incidents.stop();
  }
});

test("a card and its thread that could not be written down are posted later, each once", async () => {
  const incidents = open();
  let broken = true;
  const added = new Map<string, Message | null>();
  const posts = {
    add: async (arrival: Arrival, said: Message | null) => {
      if (broken) throw new Error("the disk is full");
      if (added.has(arrival.invocation)) return false;
      added.set(arrival.invocation, said);
      return true;
    },
    get: () => undefined,
    run: (arrival: Arrival) => {
      if (added.get(arrival.invocation) === null)
        cards.follow(arrival, { editEveryMs: 0, show: () => undefined, onGone: () => undefined });
    },
  };
  const cards = createIncidentCards({
    ...{ incidents, posts: () => posts, now: () => start, clock: () => 0, isSuspended: () => false },
    messages: createIncidentMessages({ language: "en", timeZone: "Asia/Tokyo", now: () => start }),
    channels: [{ platform: "slack", workspace: "T1", channel: "C1" }],
    calls: createBudget(callsPerMinute, () => 0),
    log: { error: failed } as unknown as Parameters<typeof createIncidentCards>[0]["log"],
  });
  const work = async (): Promise<void> => {
    cards.work();
    for (let turns = 0; turns < 5; turns += 1) await turn();
  };
  try {
    cards.postAll();
    incidents.observe(ceph(), [condition("osd")]);
    await work();
    expect(failures.length).toBeGreaterThan(0);
    broken = false;
    await work();
    expect([...added.keys()]).toEqual(["slack:incident:1:C1"]);
    broken = true;
    incidents.addEvent(1, { at: start, kind: "noted", text: "the disk is ordered" });
    await work();
    broken = false;
    await work();
    await work();
    const [thread, ...more] = [...added].slice(1);
    expect(more).toEqual([]);
    expect(plain(thread?.[1]?.reply ?? { tone: "done", title: "", privacy: "place" })).toContain("the disk is ordered");
  } finally {
    cards.stop();
    incidents.stop();
  }
});
