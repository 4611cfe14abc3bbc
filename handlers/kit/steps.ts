import type { StepReport } from "../../protocol/messages.ts";
import type { ErasedActionCommand } from "./definition.ts";
import type { Language, Reply } from "./reply.ts";

/** A job's steps with their labels; those not reported yet are still to do. */
export function stepsOf(
  command: ErasedActionCommand,
  reported: readonly StepReport[],
  language: Language,
): NonNullable<Reply["steps"]> {
  const states = new Map(reported.map(({ name, state }) => [name, state]));
  return Object.entries(command.steps).map(([name, label]) => ({
    label: label[language],
    state: states.get(name) ?? "todo",
  }));
}
