import { describe, expect, test } from "vitest";
import { createCarry } from "../../../../bot/orders/carry.ts";
import { knownOrders } from "../../../../bot/orders/known.ts";
import type { HostView } from "../../../../handlers/kit/ports.ts";
import type { PeerKeys } from "../../../../protocol/keys.ts";
import type { Receipt, Result } from "../../../../protocol/messages.ts";
import { examOrder, hour, limitsOrder } from "../../executor/orders/scene.ts";
import { host, inventory } from "../../handlers/department.ts";
import { party } from "../../protocol/parties.ts";

async function scene() {
  const [vm1, vm2, bot] = await Promise.all([party("vm1", "executor"), party("vm2", "executor"), party("bot", "bot")]);
  const trust = new Map<string, PeerKeys>([vm1, vm2, bot].map(({ peer }) => [peer.id, peer]));
  const told: [host: string, orders: Receipt["orders"]][] = [];
  let views: readonly HostView[] = [];
  const at = Date.now() + 60_000;
  const directory = { hosts: () => views };
  const known = knownOrders(directory, trust, () => at);
  const receipts = {
    tell: ({ name }: PeerKeys, { orders }: Pick<Receipt, "orders">) => void told.push([name, orders]),
  };
  const carry = createCarry({ known, directory, trust, receipts, now: () => at });
  return {
    ...{ vm1, vm2, bot, trust, at, known, told, carry },
    say: (orders: Readonly<Record<string, readonly string[] | undefined>>) => {
      views = Object.entries(orders).map(([name, texts]) =>
        host(name, [], { inventory: inventory([], texts === undefined ? {} : { orders: [...texts] }) }),
      );
      carry();
    },
  };
}

const resultOf = (output: unknown): Result => ({
  ...{
    kind: "result",
    grant: "g",
    action: "limit.set",
    status: "done",
    output,
    steps: [],
    startedAt: null,
    endedAt: 0,
  },
});

describe("the bot", () => {
  test("knows an order as soon as a host has answered with it, and no one that nobody may sign", async () => {
    const { vm1, bot, at, say, known } = await scene();
    say({ vm1: [], vm2: [] });
    const answer = (order: string) => known.hear(resultOf({ order }));
    answer(limitsOrder(bot, { iat: at }, { guests: 90 }));
    answer("nonsense");
    expect(known.port()).toEqual([]);
    answer(limitsOrder(vm1, { iat: at }, { guests: 6 }));
    expect(known.port()).toMatchObject([{ order: { limits: { guests: 6 } }, hosts: [] }]);
    expect(known.lackingAt("vm2")).toHaveLength(1);
  });

  test("carries an order to the hosts that lack it, once, and again when it did not come through", async () => {
    const { vm1, at, told, say } = await scene();
    const order = limitsOrder(vm1, { iat: at }, { guests: 6 });
    say({ vm1: [order], vm2: [] });
    say({ vm1: [order], vm2: [] });
    expect(told).toEqual([["vm2", [order]]]);
    say({ vm1: [order], vm2: [order] });
    say({ vm1: [order], vm2: undefined });
    expect(told).toEqual([
      ["vm2", [order]],
      ["vm2", [order]],
    ]);
  });

  test("carries the end of an order to the host that still goes by it, and not the order back", async () => {
    const { vm1, vm2, at, told, say, known } = await scene();
    const order = limitsOrder(vm1, { iat: at - hour / 60, until: at + hour }, { guests: 6 });
    const end = limitsOrder(vm2, { iat: at, from: at - 1, until: at, keep: at + hour }, { guests: 6 });
    say({ vm1: [order], vm2: [end] });
    expect(told).toEqual([["vm1", [end]]]);
    expect(known.port().map((view) => [view.order.until, view.hosts])).toEqual([[at, ["vm2"]]]);
  });

  test("neither carries nor shows what no executor has signed, what is from the future, or whose key is gone", async () => {
    const { vm1, vm2, bot, at, told, say, known, trust } = await scene();
    const stranger = await party("vm1", "executor");
    const bad = [
      limitsOrder(bot, { iat: at }),
      limitsOrder(stranger, { iat: at }),
      examOrder(vm1, { iat: at + 31_000 }),
      "no order",
    ];
    say({ vm1: bad, vm2: [] });
    expect([told, known.port()]).toEqual([[], []]);
    const order = examOrder(vm2, { iat: at });
    say({ vm1: [], vm2: [order] });
    expect(told).toEqual([["vm1", [order]]]);
    trust.delete(vm2.peer.id);
    say({ vm1: [], vm2: [] });
    say({ vm1: [], vm2: [order] });
    expect(told).toHaveLength(1);
    expect(known.port()).toEqual([]);
  });

  test("carries nothing that is long over", async () => {
    const { vm1, at, told, say } = await scene();
    const old = at - 8 * 24 * hour;
    say({ vm1: [examOrder(vm1, { iat: at - 10_000, from: old - hour, until: old })], vm2: [] });
    expect(told).toEqual([]);
  });
});
