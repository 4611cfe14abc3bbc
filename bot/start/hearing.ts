import type { KeptHeads } from "../../protocol/audit/kept.ts";
import type { Result } from "../../protocol/messages.ts";
import { createTakeHostHead } from "../audit/host-heads.ts";
import type { GivenKeysMemory } from "../given-keys/memory.ts";
import type { Link } from "../link.ts";
import { listen, readInventories } from "../listen.ts";
import { createCarry } from "../orders/carry.ts";
import type { KnownOrders } from "../orders/known.ts";
import type { Learn } from "../people/learn.ts";
import { createReports, type ReportsParts } from "../reports.ts";
import type { Links } from "./links.ts";

export interface HearingParts extends Omit<ReportsParts, "learn" | "heard" | "takeHead"> {
  readonly link: Link;
  readonly heads: KeptHeads;
  readonly orders: KnownOrders;
  readonly links: Links;
  readonly givenKeys: GivenKeysMemory;
  /** An inventory was taken in. */
  readonly heard: () => void;
  /** Tells people of keys that were added in their name. */
  readonly tellOfKeys: (result: Result) => void;
}

export interface Hearing {
  /** The hosts that the trust file names. */
  readonly executors: readonly string[];
  readonly stop: () => Promise<void>;
}

/** Hears the executors: first their last inventories, then each report as it comes. */
export async function startHearing(parts: HearingParts): Promise<Hearing> {
  const { link, heads, orders, links, givenKeys, tellOfKeys, directory, trust, receipts, audit, now, log } = parts;
  const learn: Learn = async (command, result) => {
    const wrong = (await links.learn(command, result)) ?? (await givenKeys.learn(command, result));
    if (wrong === undefined) {
      tellOfKeys(result);
      orders.hear(result);
    }
    links.carryRemoved();
    return wrong;
  };
  const carryOrders = createCarry({ known: orders, directory, trust, receipts, now });
  const heard = (): void => {
    links.heard();
    parts.heard();
    carryOrders();
    links.carryRemoved();
  };
  const take = createReports({ ...parts, learn, heard, takeHead: createTakeHostHead(heads, audit, log) });
  const executors = [...trust.values()].filter(({ role }) => role === "executor").map(({ name }) => name);
  await readInventories(link, executors, take);
  const listener = listen(link, take, audit, log);
  return { executors, stop: listener.stop };
}
