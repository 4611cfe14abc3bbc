import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach } from "vitest";
import { openOrderBook } from "../../../../executor/orders/book.ts";
import type { PeerKeys } from "../../../../protocol/keys.ts";
import { examOrderId, limitsOrderId, type OwnLimits, signOrder } from "../../../../protocol/order.ts";
import { throwAwayFolder } from "../../../support/folder.ts";
import { type Party, party } from "../../protocol/parties.ts";

const folders: Awaited<ReturnType<typeof throwAwayFolder>>[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await folder.remove();
});

export const hour = 3_600_000;
export const day = 24 * hour;

/** A host's book of orders with a clock that tests set. Its trust names two executors and a bot. */
export async function bookScene() {
  const folder = await throwAwayFolder();
  folders.push(folder);
  const [vm1, vm2, bot] = await Promise.all([party("vm1", "executor"), party("vm2", "executor"), party("bot", "bot")]);
  const trust = new Map<string, PeerKeys>([vm1, vm2, bot].map(({ peer }) => [peer.id, peer]));
  // Within the time for which the keys are valid.
  const start = Date.now() + 60_000;
  let at = start;
  const rejected: string[] = [];
  const open = () =>
    openOrderBook(
      folder.path,
      trust,
      () => at,
      (why) => rejected.push(why),
    );
  return {
    ...{ vm1, vm2, bot, trust, start, open, rejected },
    now: () => at,
    to: (time: number) => {
      at = time;
    },
    spoil: (text: string) => writeFile(join(folder.path, "orders.json"), text),
  };
}

export const alice = { name: "alice", uid: 5001 };

export interface Times {
  readonly iat: number;
  readonly from?: number;
  readonly until?: number | null;
  readonly keep?: number | null;
}

export function limitsOrder(by: Party, { iat, from = iat, until = null, keep = until }: Times, limits: OwnLimits = {}) {
  const id = limitsOrderId(alice.name);
  const said = { person: alice, limits, by: "adm1", reason: "thesis" };
  return signOrder({ kind: "limits", id, iat, from, until, keep, ...said }, by.own);
}

export function examOrder(by: Party, { iat, from = iat, until = iat + hour, keep = until }: Times, course = "os") {
  const said = { course, by: "prof", reason: "exam" };
  const times = { from, until: until ?? iat, keep: keep ?? iat };
  return signOrder({ kind: "exam", id: examOrderId(course), iat, ...times, ...said }, by.own);
}
