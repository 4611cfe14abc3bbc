import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type ActionName, findAction } from "../../protocol/catalogue.ts";
import { grantIdOf } from "../../protocol/ids.ts";
import { waitFor } from "../lab/wait.ts";
import { type Final, sayUntilAnswered } from "./client.ts";
import type { Department } from "./department.ts";
import { type Edge, isParked, park, parkName } from "./parking.ts";

/** Two edges for each step of each action given; read from the catalogue, so a new step is a new point. */
export const edgesOf = (names: readonly ActionName[]): Edge[] =>
  names.flatMap((action) =>
    (findAction(action)?.steps ?? []).flatMap((step) =>
      (["before", "after"] as const).map((edge) => ({ action, step, edge })),
    ),
  );

/** One job that is to stand still at one edge when the blow comes. */
export interface Point {
  readonly edge: Edge;
  readonly account: string;
  readonly name: string;
  readonly line: string;
}

export interface Ending {
  readonly point: Point;
  readonly final: Final;
}

/**
 * Starts a job for each point, waits until every one stands at its edge, strikes, and returns how each
 * ended. `strike` decides when they may go on. The client asks again with the same id while the bot is away, as `say` does.
 */
export async function strikeAt(
  department: Department,
  points: readonly Point[],
  strike: (letGo: () => Promise<void>) => Promise<void>,
): Promise<Ending[]> {
  const jobs = points.map((point) => {
    const id = randomUUID();
    return { point, id, grant: grantIdOf(`terminal:${id}`) };
  });
  for (const { grant, point } of jobs) await park(department.parking, grant, point.edge);
  const finals = jobs.map(({ id, point }) =>
    sayUntilAnswered(department.socket, point.account, point.line, { id, deadlineMs: 150_000 }),
  );
  const settled = Promise.allSettled(finals);
  const ended = new Map<string, Final>();
  for (const [index, { grant }] of jobs.entries())
    void at(finals, index).then((final) => ended.set(grant, final), noop);
  const moving = () => jobs.filter(({ grant, point }) => !isParked(department.parking, grant, point.edge));
  await waitFor("every job to stand at its edge", () => moving().length === 0 || undefined, {
    timeoutMs: 90_000,
  }).catch((cause: unknown) => {
    const which = moving().map(({ point, grant }) => JSON.stringify([point, grant, ended.get(grant)]));
    throw new Error(`these jobs did not come to their edges:\n${which.join("\n")}`, { cause });
  });
  await strike(async () => {
    for (const { grant, point } of jobs) await rm(join(department.parking, `${parkName(grant, point.edge)}.park`));
  });
  await settled;
  return Promise.all(jobs.map(async ({ point }, index) => ({ point, final: await at(finals, index) })));
}

const noop = (): void => undefined;

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`nothing at ${index}`);
  return item;
}
