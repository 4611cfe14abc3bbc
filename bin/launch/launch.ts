import type { ProcessMark } from "./processes.ts";
import type { Program } from "./program.ts";
import { type Service, startService } from "./service.ts";

/** What is to run. Absent: it runs elsewhere, or not at all. */
export interface Programs {
  readonly redis?: Program | undefined;
  readonly executor?: Program | undefined;
  readonly bot?: Program | undefined;
}

export interface Running {
  readonly name: string;
  readonly process: ProcessMark;
}

export interface Launched {
  /** Stops the bot (nobody asks any more), then the executor, then Redis. Safe to call twice. */
  readonly stop: () => Promise<void>;
}

export interface LaunchEvents {
  /** One line for the person or the journal. */
  readonly tell: (line: string) => void;
  /** A service has another process now; these are all that run. */
  readonly changed: (services: Running[]) => void;
}

/**
 * Starts Redis, then the executor and the bot together, and keeps them running.
 * @throws when one does not become ready; then all that was started is stopped again
 */
export async function launch(programs: Programs, events: LaunchEvents): Promise<Launched> {
  const running: Service[] = [];
  const tellChanged = (): void =>
    events.changed(running.map((service) => ({ name: service.name, process: service.process() })));
  const start = async (program: Program | undefined): Promise<void> => {
    if (program === undefined) return;
    const service = await startService(program, {
      started: () => {
        events.tell(`${program.name}: ready`);
        tellChanged();
      },
      died: (why, againInMs) => events.tell(`${program.name}: ${why}; starting it again in ${againInMs} ms`),
    });
    running.push(service);
    tellChanged();
  };
  const stopNamed = async (name: string): Promise<void> => {
    for (const service of running) if (service.name === name) await service.stop();
  };
  let stopped: Promise<void> | undefined;
  const stopAll = async (): Promise<void> => {
    for (const name of ["bot", "executor", "redis"]) await stopNamed(name);
  };
  const stop = (): Promise<void> => {
    stopped ??= stopAll();
    return stopped;
  };
  try {
    await start(programs.redis);
    const both = await Promise.allSettled([start(programs.executor), start(programs.bot)]);
    for (const each of both) if (each.status === "rejected") throw each.reason;
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}
