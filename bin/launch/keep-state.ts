import { markOf } from "./processes.ts";
import { type LaunchState, writeState } from "./state.ts";

/** The parts of a launcher's state that change while it runs. */
export type StateChange = Partial<Pick<LaunchState, "phase" | "enter" | "settings" | "services">>;

/** Writes a launcher's state down, one write after the other. */
export interface StateKeeper {
  /** Resolves when it is written; one that cannot be written is a fault of the first who waits for it. */
  readonly change: (change: StateChange) => Promise<void>;
}

/** Writes down that this process launches a department, and keeps that up to date. */
export async function keepState(dir: string, begin: Pick<LaunchState, "kind" | "socket">): Promise<StateKeeper> {
  const launcher = markOf(process.pid);
  if (launcher === undefined) throw new Error("reading /proc: this process is not there");
  let state: LaunchState = {
    ...begin,
    phase: "starting",
    launcher,
    startedAt: Date.now(),
    enter: [],
    settings: { bot: {}, executor: {} },
    services: [],
  };
  let written = writeState(dir, state);
  await written;
  return {
    change: (change) => {
      state = { ...state, ...change };
      const next = state;
      written = written.catch(() => undefined).then(() => writeState(dir, next));
      return written;
    },
  };
}
