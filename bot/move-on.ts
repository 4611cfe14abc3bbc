import { executorOf } from "../protocol/executor-of.ts";
import type { Result } from "../protocol/messages.ts";
import { type Refusal, refuse } from "../protocol/refusal.ts";
import type { Trust } from "../protocol/trust.ts";
import type { Timings } from "./config.ts";
import type { Messages, Shown } from "./messages.ts";
import type { Moved } from "./store/command-rows.ts";

/** A command goes on as this, or ends with that result. */
export type Onward = { readonly moved: Moved } | { readonly result: Result };

/**
 * What becomes of a command when its host is done with it. Work over several hosts is one grant after the other: the
 * command keeps its number, its message and its grant's id, which runs once on each host, and becomes another host's.
 */
export type MoveOn = (command: Shown, result: Result) => Onward;

export function createMoveOn(messages: Messages, trust: Trust, timings: Timings, now: () => number): MoveOn {
  return (command, result) => {
    const next = messages.next(command, result);
    if (next === undefined) return { result };
    // Whoever was told that nobody knows how it ended has asked again by now, or given it up.
    if (command.status === "unknown") return { result: notRun(result, refuse("deadline.passed")) };
    const executor = executorOf(trust, next.host, now());
    const known = [command.executor, ...command.legs.map((leg) => leg.executor)];
    if (executor === undefined || known.includes(executor.id))
      return { result: notRun(result, refuse("host.unknown", { typed: next.host })) };
    const { host, executor: done, action, accepted_at } = command;
    return {
      moved: {
        ...{ command: `${next.command.family} ${next.command.verb}`, action: next.command.action },
        ...{ input: next.input, host: next.host, executor: executor.id },
        accepted_at: now(),
        deadline: Math.floor(now() / 1_000) + timings.deadlineSeconds,
        legs: [...command.legs, { host, executor: done, action, steps: result.steps, accepted_at }],
      },
    };
  };
}

/** What was done on the one host has changed nothing that anybody asked for. */
const notRun = ({ output: _, ...result }: Result, refusal: Refusal): Result => ({
  ...result,
  status: "not_run",
  refusal,
});
