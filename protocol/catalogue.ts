import { createHash } from "node:crypto";
import { z } from "zod";
import type { Action } from "./action.ts";
import { hostActions } from "./actions/host.ts";
import { jobActions } from "./actions/jobs.ts";
import { vmActions } from "./actions/vm.ts";

/** Every action there is; one line a family. */
export const actions = [...hostActions, ...jobActions, ...vmActions] as const;

export type ActionName = (typeof actions)[number]["name"];
export type ActionNamed<N extends ActionName> = Extract<(typeof actions)[number], { name: N }>;

const byName: ReadonlyMap<string, Action> = new Map(actions.map((action) => [action.name, action]));

/** The action of that name, or undefined: names that arrive in a message are not to be trusted. */
export const findAction = (name: string): Action | undefined => byName.get(name);

/** Changes whenever an action's shape does, so that a bot and an executor of different releases refuse each other. */
export const catalogueVersion: string = createHash("sha256")
  .update(
    JSON.stringify(
      actions.map(({ name, lane, risk, input, output, steps, timeLimitMs }: Action) => [
        name,
        lane,
        risk,
        z.toJSONSchema(input, { unrepresentable: "any" }),
        z.toJSONSchema(output, { unrepresentable: "any" }),
        steps,
        timeLimitMs,
      ]),
    ),
  )
  .digest("hex")
  .slice(0, 16);
