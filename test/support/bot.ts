import { Queue } from "bullmq";
import type { Redis } from "ioredis";
import type { Lane } from "../../protocol/action.ts";
import { catalogueVersion, findAction } from "../../protocol/catalogue.ts";
import { queueName, queuePrefix, receiptsKey, reportsKey } from "../../protocol/doorbell.ts";
import { open, seal } from "../../protocol/envelope.ts";
import { grantIdOf } from "../../protocol/ids.ts";
import type { OwnKeys, PeerKeys } from "../../protocol/keys.ts";
import { type Grant, type Report, type ReportBody, type Result, reportSchema } from "../../protocol/messages.ts";
import { emptyHead } from "./heads.ts";
import { waitFor } from "./wait.ts";

export interface TestBotOptions {
  readonly client: Redis;
  readonly own: OwnKeys;
  readonly executor: PeerKeys;
  readonly host: string;
  /** Milliseconds since 1970; the real time where it is left out. */
  readonly now?: () => number;
}

let count = 0;
/** A grant id that no other test has. */
export const freshId = (): string => {
  count += 1;
  return grantIdOf(`test:${process.pid}:${performance.now()}:${count}`);
};

/** A bot that does nothing but sign, ring and read, and that can be told to do each of them wrongly. */
export function createTestBot({ client, own, executor, host, now = Date.now }: TestBotOptions) {
  const queues = new Map<Lane, Queue>();
  const reports: Report[] = [];
  const seconds = (): number => Math.floor(now() / 1000);

  function grant(action: string, input: unknown, more: Partial<Grant> = {}): Grant {
    const about = { action, input, person: { name: "alice", uid: 5001 }, catalogue: catalogueVersion };
    const identity = { platform: "terminal", workspace: "test", user: "alice" };
    const times = { iat: seconds(), exp: seconds() + 900 };
    return { jti: freshId(), iss: own.id, aud: executor.id, ...times, ...about, identity, ...more };
  }

  const envelopeOf = (message: unknown): Promise<string> => seal("shisa-grant", message, own, executor);

  async function ring(envelope: string, lane: Lane, jobId: string): Promise<void> {
    const queue = queues.get(lane) ?? new Queue(queueName(host, lane), { connection: client, prefix: queuePrefix });
    queues.set(lane, queue);
    await queue.add("grant", { envelope }, { jobId, attempts: 1, removeOnComplete: true, removeOnFail: true });
  }

  async function send(message: Grant): Promise<Grant> {
    await ring(await envelopeOf(message), findAction(message.action)?.lane ?? "quick", message.jti);
    return message;
  }

  async function read(): Promise<void> {
    for (const text of (await client.lpop(reportsKey, 1_000)) ?? []) {
      const trust = new Map([[executor.id, executor]]);
      const expected = {
        type: "shisa-report",
        schema: reportSchema,
        trust,
        role: "executor",
        now: now(),
      } as const;
      reports.push((await open(text, own, expected)).message);
    }
  }

  const bodies = (): ReportBody[] => reports.flatMap((report) => report.bodies);
  const results = (id: string): Result[] =>
    bodies().filter((body): body is Result => body.kind === "result" && body.grant === id);

  return {
    grant,
    envelopeOf,
    ring,
    send,
    read,
    reports,
    bodies,
    results,
    async result(id: string, deadlineMs = 15_000): Promise<Result> {
      await waitFor(
        `the result of ${id}`,
        async () => {
          await read();
          return results(id).length > 0;
        },
        deadlineMs,
      );
      const [first] = results(id);
      if (first === undefined) throw new Error("the result is gone");
      return first;
    },
    async receipt(...grants: string[]): Promise<void> {
      const message = { iss: own.id, aud: executor.id, iat: seconds(), grants, audit: emptyHead };
      await client.rpush(receiptsKey(host), await seal("shisa-receipt", message, own, executor));
    },
    /** Brings an executor what it is said to lack. */
    async carry(...orders: string[]): Promise<void> {
      const message = { iss: own.id, aud: executor.id, iat: seconds(), grants: [], audit: emptyHead, orders };
      await client.rpush(receiptsKey(host), await seal("shisa-receipt", message, own, executor));
    },
    async close(): Promise<void> {
      for (const queue of queues.values()) await queue.close();
    },
  };
}
export type TestBot = ReturnType<typeof createTestBot>;
