import type { StepReport } from "../../protocol/messages.ts";

/** The ticks that people watch: the state of each step, in order. */
export interface Marks {
  readonly set: (step: string, state: StepReport["state"]) => void;
  readonly get: (step: string) => StepReport["state"];
  readonly list: () => StepReport[];
}

export function createMarks(
  steps: readonly string[],
  known: ReadonlyMap<string, StepReport["state"]> = new Map(),
  changed: () => void = () => undefined,
): Marks {
  const states = new Map(steps.map((step) => [step, known.get(step) ?? "todo"]));
  return {
    set(step, state) {
      states.set(step, state);
      changed();
    },
    get: (step) => states.get(step) ?? "todo",
    list: () => [...states].map(([name, state]) => ({ name, state })),
  };
}
