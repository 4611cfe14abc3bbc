import { catalogueVersion } from "../protocol/catalogue.ts";
import type { Inventory } from "../protocol/messages.ts";
import type { Known, People } from "./facts.ts";
import { capacityOf } from "./inventory/host.ts";
import type { InventorySource } from "./inventory/source.ts";
import type { Logger } from "./log.ts";

export interface InventoryOptions {
  readonly sources: readonly InventorySource[];
  readonly people: Pick<People, "list">;
  readonly actions: readonly string[];
  /** The folder whose disk is told. */
  readonly folder: string;
  readonly isStopped: () => boolean;
  readonly jobs: () => Inventory["jobs"];
  /** Where the audit ends. */
  readonly audit: () => Inventory["audit"];
  /** Which links were ended, as this host knows. */
  readonly removed: () => NonNullable<Inventory["removed"]>;
  /** The orders that this host goes by. */
  readonly orders: () => readonly string[];
  /** Which exams that were ordered each of these people sits, by account. */
  readonly sitting: (people: readonly Known[]) => Promise<ReadonlyMap<string, readonly string[]>>;
  /** What the monitors last found. */
  readonly monitors: () => NonNullable<Inventory["monitors"]>;
  readonly send: (inventory: Inventory) => void;
  readonly log: Logger;
}

/** Changes that come together make one inventory. */
const gatherMs = 100;
/** Without any change it is told that often, so that silence means something. */
const longestMs = 25_000;
/** The stop file is looked at that often. */
const stopLookMs = 2_000;

export interface InventoryLoop {
  readonly changed: () => void;
  readonly stop: () => Promise<void>;
}

/** Tells what this host holds: at once, soon after each change, and at least every 30 s. */
export function tellInventory(options: InventoryOptions): InventoryLoop {
  let isEnding = false;
  let wanted: NodeJS.Timeout | undefined;
  let work: Promise<void> | undefined;
  let isWantedAgain = false;
  let toldAt = Number.NEGATIVE_INFINITY;
  let wasStopped = options.isStopped();

  async function tell(): Promise<void> {
    try {
      options.send(await collect(options));
      toldAt = performance.now();
    } catch (error) {
      options.log.error({ err: error }, "collecting the inventory");
    }
    work = undefined;
    if (isWantedAgain) changed();
  }

  function changed(): void {
    isWantedAgain = work !== undefined;
    if (isEnding || isWantedAgain || wanted !== undefined) return;
    wanted = setTimeout(() => {
      wanted = undefined;
      work = tell();
    }, gatherMs);
  }

  const timer = setInterval(() => {
    const isStopped = options.isStopped();
    if (isStopped !== wasStopped || performance.now() - toldAt > longestMs) changed();
    wasStopped = isStopped;
  }, stopLookMs);
  const unwatch = options.sources.flatMap((source) => (source.watch === undefined ? [] : [source.watch(changed)]));
  changed();
  return {
    changed,
    async stop() {
      isEnding = true;
      clearInterval(timer);
      clearTimeout(wanted);
      await Promise.all(unwatch.map((end) => end()));
      await work;
    },
  };
}

async function collect(options: InventoryOptions): Promise<Inventory> {
  const [capacity, people, ...parts] = await Promise.all([
    capacityOf(options.folder),
    options.people.list(),
    ...options.sources.map((source) => source.collect()),
  ]);
  const sitting = await options.sitting(people);
  const monitors = options.monitors();
  const nothing = { acceleration: "none", reach: null, templates: [], guests: [] } as const;
  return {
    kind: "inventory",
    catalogue: catalogueVersion,
    actions: [...options.actions],
    stopped: options.isStopped(),
    ...Object.assign({ ...nothing, templates: [], guests: [] }, ...parts),
    capacity,
    people: people.map(({ name, uid, fullName, roles }) => {
      const courses = sitting.get(name);
      return { name, uid, fullName, roles: [...roles], ...(courses === undefined ? {} : { exams: [...courses] }) };
    }),
    jobs: options.jobs(),
    audit: options.audit(),
    removed: options.removed(),
    orders: [...options.orders()],
    ...(monitors.length === 0 ? {} : { monitors }),
  };
}
