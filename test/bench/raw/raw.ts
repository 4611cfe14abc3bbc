import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { repositoryRoot } from "../../lab/paths.ts";

/** BullMQ by itself: one process adds no-ops, another does them, through the same Redis. */
export interface Raw {
  readonly pids: readonly number[];
  readonly pingFor: (seconds: number) => Promise<{ jobs: number; perSecond: number }>;
  readonly stop: () => Promise<void>;
}

export async function startRaw(redisUrl: string): Promise<Raw> {
  const queue = `raw-${randomUUID()}`;
  const children: ChildProcess[] = [];
  const start = async (program: string): Promise<ChildProcess> => {
    const child = fork(join(repositoryRoot(), "dist/test/bench/raw", program), [redisUrl, queue]);
    children.push(child);
    await message(child);
    return child;
  };
  const stop = async (): Promise<void> => {
    await Promise.all(
      children.map(async (child) => {
        if (child.exitCode !== null) return;
        const gone = once(child, "exit");
        child.disconnect();
        await gone;
      }),
    );
  };
  try {
    await start("worker.js");
    const producer = await start("producer.js");
    return {
      pids: children.flatMap(({ pid }) => pid ?? []),
      pingFor: async (seconds) => {
        producer.send({ seconds });
        return (await message(producer)) as { jobs: number; perSecond: number };
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The next message of a child; rejects when it ends instead. */
function message(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`a raw BullMQ process ended with ${code}`));
    child.once("exit", ended);
    child.once("message", (said) => {
      child.off("exit", ended);
      resolve(said);
    });
  });
}
