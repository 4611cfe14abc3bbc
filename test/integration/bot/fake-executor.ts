import { Worker } from "bullmq";
import { Redis } from "ioredis";
import { catalogueVersion } from "../../../protocol/catalogue.ts";
import {
  type DoorbellJob,
  inventoryKey,
  queueName,
  queuePrefix,
  receiptsKey,
  reportsKey,
} from "../../../protocol/doorbell.ts";
import { open, seal } from "../../../protocol/envelope.ts";
import type { OwnKeys, PeerKeys } from "../../../protocol/keys.ts";
import {
  type Grant,
  grantSchema,
  type Inventory,
  type Progress,
  type Report,
  type ReportBody,
  type Result,
  receiptSchema,
} from "../../../protocol/messages.ts";

import { emptyHead } from "../../support/heads.ts";

/** Who signs, as which host, and where in the sequence: what a forger would get wrong. */
export interface Signing {
  readonly own?: OwnKeys;
  readonly host?: string;
  readonly iss?: string;
  readonly boot?: number;
  readonly seq?: number;
  readonly iat?: number;
}

/** An executor that runs nothing: it opens grants with its real keys and says what a test has it say. */
export interface FakeExecutor {
  /** Every grant that arrived, in order, repetitions too. */
  readonly grants: readonly Grant[];
  /** Grants that the bot gave receipts for. */
  readonly receipts: () => Promise<readonly string[]>;
  readonly sealed: (bodies: readonly ReportBody[], signing?: Signing) => Promise<string>;
  readonly say: (bodies: readonly ReportBody[], signing?: Signing) => Promise<void>;
  /** Says what it holds, and leaves it for a bot that starts later. */
  readonly sayInventory: (changes?: Partial<Inventory>, signing?: Signing) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function fakeExecutor(
  redisPath: string,
  host: string,
  own: OwnKeys,
  bot: PeerKeys,
): Promise<FakeExecutor> {
  const redis = new Redis(redisPath, { maxRetriesPerRequest: null, retryStrategy: () => 20 });
  redis.on("error", () => undefined);
  const grants: Grant[] = [];
  const trust = new Map([[bot.id, bot]]);
  const work = async (envelope: string): Promise<void> => {
    const opened = await open(envelope, own, {
      type: "shisa-grant",
      schema: grantSchema,
      trust,
      role: "bot",
      now: Date.now(),
    });
    grants.push(opened.message);
  };
  const workers = (["quick", "long"] as const).map((lane) => {
    const worker = new Worker<DoorbellJob>(queueName(host, lane), (job) => work(job.data.envelope), {
      prefix: queuePrefix,
      connection: redis,
      concurrency: 10,
    });
    worker.on("error", () => undefined);
    return worker;
  });
  let seq = 0;
  const sealed = (bodies: readonly ReportBody[], signing: Signing = {}): Promise<string> => {
    const signer = signing.own ?? own;
    const report: Report = {
      iss: signing.iss ?? signer.id,
      aud: bot.id,
      iat: signing.iat ?? Math.floor(Date.now() / 1000),
      host: signing.host ?? host,
      boot: signing.boot ?? 1,
      seq: signing.seq ?? ++seq,
      bodies: [...bodies],
    };
    return seal("shisa-report", report, signer, bot);
  };
  return {
    grants,
    sealed,
    receipts: async () => {
      const envelopes = await redis.lrange(receiptsKey(host), 0, -1);
      const opened = await Promise.all(
        envelopes.map((envelope) =>
          open(envelope, own, { type: "shisa-receipt", schema: receiptSchema, trust, role: "bot", now: Date.now() }),
        ),
      );
      return opened.flatMap(({ message }) => message.grants);
    },
    say: async (bodies, signing) => {
      await redis.rpush(reportsKey, await sealed(bodies, signing));
    },
    sayInventory: async (changes, signing) => {
      const envelope = await sealed([{ ...plainInventory, ...changes }], signing);
      await redis.set(inventoryKey(host), envelope);
      await redis.rpush(reportsKey, envelope);
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close(true)));
      redis.disconnect();
    },
  };
}

export const plainInventory: Inventory = {
  kind: "inventory",
  catalogue: catalogueVersion,
  actions: [],
  stopped: false,
  acceleration: "none",
  reach: "nat",
  capacity: { cpus: 44, memoryMiB: 512 * 1024, diskTotalMiB: 1024 * 1024, diskFreeMiB: 900 * 1024 },
  templates: [{ name: "tiny", title: { ja: "小さい", en: "Tiny" }, minimumDiskGiB: 1 }],
  guests: [],
  people: [
    { name: "e235701", uid: 60_001, fullName: "Higa Aoi", roles: ["student"] },
    { name: "e235702", uid: 60_002, fullName: "Oshiro Ren", roles: ["student"] },
  ],
  jobs: { running: 0, waiting: 0 },
  audit: emptyHead,
};

export const progressOf = (grant: string, turn: number, state: Progress["state"], ...doing: string[]): Progress => ({
  kind: "progress",
  grant,
  state,
  turn,
  steps: doing.map((name, index) => ({ name, state: index === doing.length - 1 ? "doing" : "done" })),
});

export const resultOf = (grant: string, action: string, changes: Partial<Result>): Result => ({
  kind: "result",
  grant,
  action,
  status: "done",
  steps: [],
  startedAt: Date.now() - 5,
  endedAt: Date.now(),
  ...changes,
});

export const pong = (grant: string, host = "vm1"): Result => resultOf(grant, "host.ping", { output: { host } });

export const created = (grant: string, name: string): Result =>
  resultOf(grant, "vm.create", {
    output: {
      name,
      host: "vm1",
      hostName: `e235701-${name}`,
      address: "192.0.2.7",
      reach: "nat",
      ssh: `ssh e235701@192.0.2.7`,
      uuid: "11111111-2222-4333-8444-555555555555",
      template: "tiny",
      cpu: 1,
      memoryMiB: 1024,
      diskGiB: 10,
    },
  });
