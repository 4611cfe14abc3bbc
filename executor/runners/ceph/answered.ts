import { z } from "zod";
import { noUse } from "../../../policies/facts.ts";
import type { Action, InputOf, OutputOf } from "../../../protocol/action.ts";
import { accepted } from "../../../protocol/refusal.ts";
import type { CephAct } from "../../ceph/act.ts";
import type { CephHost } from "../../ceph/host.ts";
import type { Noout } from "../../ceph/noout.ts";
import { CephUnreachable } from "../../ceph/shell.ts";
import { type AnyRunner, defineRunner, StepFailure } from "../../runner.ts";

/** Nobody owns a cluster, and looking takes nothing from anybody. */
export const nothingHeld = () => Promise.resolve({ target: undefined, use: noUse, host: undefined });

type Plan = Record<string, never>;

/** A runner that only looks. A cluster that cannot be reached is an answer too, and the one that matters most. */
export function lookRunner<A extends Action>(
  action: A,
  host: string,
  cluster: (signal: AbortSignal) => Promise<unknown>,
): AnyRunner {
  return defineRunner<Action, Plan>({
    action,
    facts: nothingHeld,
    plan: (_input: InputOf<Action>) => Promise.resolve(accepted({})),
    planSchema: z.strictObject({}),
    steps: {},
    result: async (_plan, { signal }): Promise<OutputOf<Action>> => {
      try {
        return { host, reason: null, cluster: await cluster(signal) };
      } catch (error) {
        if (!(error instanceof CephUnreachable)) throw error;
        return { host, reason: error.message.slice(0, 300), cluster: null };
      }
    },
  });
}

/** For what changes something: a cluster that cannot be reached is a failure with words of its own. */
export async function reached<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    if (!(cause instanceof CephUnreachable)) throw cause;
    throw new StepFailure("ceph.unreachable", cause.message, { cause });
  }
}

/** A host with an account that may act. */
export interface ActingHost extends CephHost {
  readonly act: CephAct;
  readonly noout: Noout;
}

/** undefined where the settings name no such account. */
export function actingHost(host: CephHost): ActingHost | undefined {
  const { act, noout } = host;
  return act === undefined || noout === undefined ? undefined : { ...host, act, noout };
}
