import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openAudit } from "../../bot/audit.ts";
import { type Arrival, isForAll } from "../../bot/chat/arrival.ts";
import { type IncidentsParts, openIncidents } from "../../bot/incidents/book.ts";
import { callsPerMinute, createBudget } from "../../bot/incidents/budget.ts";
import { createIncidentCards } from "../../bot/incidents/cards.ts";
import type { Incidents } from "../../bot/incidents/incidents.ts";
import { createIncidentMessages } from "../../bot/incidents/messages.ts";
import type { Message } from "../../bot/message.ts";
import { openStore } from "../../bot/store/database.ts";
import type { Condition } from "../../protocol/monitor.ts";
import { heapInUse } from "./heap.ts";
import { openStormOncall } from "./storm-oncall.ts";

const start = Date.parse("2026-12-01T00:00:00Z");
const alerts = 10_000;
const seconds = 60;
const heapEverySeconds = 10;
/** Longer than what comes again is taken to be the same. */
const settledMs = 15 * 60_000;

/** What a storm did: when each call to the platform was made, in milliseconds, and what was shown last. */
export interface StormRun {
  readonly calls: readonly number[];
  readonly shown: readonly Message[];
  /** How many direct messages called somebody. */
  readonly paged: number;
  readonly listed: number;
  readonly kept: number;
  /** What a bot that is started anew on the same disk finds open; null where none was. */
  readonly listedAnew: number | null;
  readonly heapMB: HeapMB;
}

/** What is really in use, in MB (10^6 bytes): what waits only for being collected is not counted. */
interface HeapMB {
  readonly before: number;
  /** The most while they came. */
  readonly during: number;
  readonly open: number;
  /** When all are over, for so long that none can come again as the same. */
  readonly over: number;
}

/** So many alerts of as many sources within a minute, on a clock that is stepped, against a platform that only counts. */
export async function runStorm({ sources = 200, quietSeconds = 60, startsAnew = false } = {}): Promise<StormRun> {
  const folder = mkdtempSync(join(tmpdir(), "shisa-storm-"));
  const store = openStore(folder);
  let at = start;
  const now = () => at;
  const failed = (cause: unknown): void => {
    throw cause;
  };
  const audit = openAudit(folder, now);
  const incidents = openIncidents({ store, directory: { hosts: () => [] }, audit, now, failed });
  const calls: number[] = [];
  const shown = new Map<string, Message>();
  const show = (invocation: string, message: Message): void => {
    calls.push(at);
    shown.set(invocation, message);
  };
  const added = new Map<string, Message | null>();
  const posts = {
    add: async (arrival: Arrival, said: Message | null) => {
      if (!isForAll(arrival) || added.has(arrival.invocation)) return false;
      added.set(arrival.invocation, said);
      return true;
    },
    get: () => undefined,
    run: (arrival: Arrival) => {
      const said = added.get(arrival.invocation);
      const port = {
        editEveryMs: 0,
        show: (message: Message) => show(arrival.invocation, message),
        onGone: () => undefined,
      };
      if (said) show(arrival.invocation, said);
      else cards.follow(arrival, port);
    },
  };
  const budget = createBudget(callsPerMinute, now);
  const log = { error: failed } as unknown as Parameters<typeof createIncidentCards>[0]["log"];
  const cards = createIncidentCards({
    incidents,
    messages: createIncidentMessages({ language: "en", timeZone: "Asia/Tokyo", now }),
    channels: [{ platform: "slack", workspace: "T1", channel: "C1" }],
    posts: () => posts,
    now,
    clock: now,
    isSuspended: () => false,
    calls: budget,
    log,
  });
  const oncall = openStormOncall({
    ...{ store, incidents, calls: budget, posts: () => posts, now },
    channel: "C1",
    told: (user, message) => show(`direct:${user}:${calls.length}`, message),
  });
  incidents.onChange((view) => void oncall.follow(view).catch(failed));
  cards.postAll();
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const before = heapInUse();
  let during = before;
  const told = Array.from({ length: sources }, (): Condition[] => []);
  try {
    const step = async (): Promise<void> => {
      incidents.pass();
      cards.work();
      await turn();
      await oncall.sweep();
      await turn();
    };
    const tellAll = (): void => {
      for (const [source, conditions] of told.entries())
        incidents.tell({ kind: "alertmanager", name: `am${source}` }, [...conditions]);
    };
    for (let second = 0; second < seconds + quietSeconds; second += 1) {
      at = start + second * 1_000;
      const until = Math.min(alerts, Math.ceil((alerts * (second + 1)) / seconds));
      for (let index = Math.floor((alerts * second) / seconds); index < until; index += 1)
        told[index % sources]?.push(alertOf(index, at));
      if (second < seconds) tellAll();
      await step();
      if (second % heapEverySeconds === 0) during = Math.max(during, heapInUse());
    }
    await store.write(() => undefined);
    const open = heapInUse();
    const listed = countOf(incidents);
    // Not where the heap is measured: what was read of the database is let go of late.
    const listedAnew = !startsAnew ? null : countAnew({ store, directory: { hosts: () => [] }, audit, now, failed });
    const kept = store.db.prepare("SELECT COUNT(*) AS count FROM incidents").get([]) as { count: number };
    const seen = { calls: [...calls], shown: [...shown.values()], paged: pagedOf(shown), listed, listedAnew };
    for (const conditions of told) conditions.length = 0;
    tellAll();
    await step();
    at += settledMs;
    await step();
    await store.write(() => undefined);
    const heapMB = { before, during, open, over: heapInUse() };
    return { ...seen, kept: kept.count, heapMB };
  } finally {
    cards.stop();
    incidents.stop();
    audit.close();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All that is open, those that are told together included. */
const countOf = (incidents: Pick<Incidents, "open">): number =>
  incidents.open().reduce((sum, { grouped }) => sum + 1 + grouped.length, 0);
function countAnew(parts: IncidentsParts): number {
  const anew = openIncidents(parts);
  try {
    return countOf(anew);
  } finally {
    anew.stop();
  }
}
const pagedOf = (shown: ReadonlyMap<string, Message>): number =>
  [...shown.keys()].filter((invocation) => invocation.startsWith("direct:")).length;

// Without spreading: that gives each object a shape of its own, which costs more than what is in it.
const alertOf = (index: number, since: number): Condition => ({
  key: `alert${index}`,
  code: "alertmanager.alert",
  severity: index % 10 === 0 ? "error" : "warning",
  scope: "department",
  numbers: { alert: `Alert${index}` },
  since,
  lines: [`instance=10.0.${index % 250}.${index % 199} is above its threshold`],
});
