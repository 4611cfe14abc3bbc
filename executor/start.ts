import { createDecider } from "../policies/decide.ts";
import { jobsPerPerson } from "../policies/limits.ts";
import { followTrust } from "../protocol/trust.ts";
import { startAlarm } from "./alarm/alarm.ts";
import { nextBoot } from "./boot.ts";
import { cancelIn } from "./cancel.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import { connectAll } from "./connect.ts";
import { createExec, type ExecOptions } from "./exec.ts";
import { createPeople } from "./facts.ts";
import { tellInventory } from "./inventory.ts";
import { lockState } from "./lock.ts";
import { createLog } from "./log.ts";
import { createRedisMonitor } from "./monitors/redis.ts";
import { tendMonitors } from "./monitors/tend.ts";
import { createMunge } from "./munge/munge.ts";
import { createProver } from "./munge/prover.ts";
import { openOrderBook } from "./orders/book.ts";
import { sittingOf } from "./orders/sitting.ts";
import { createOrdered, createStanding } from "./orders/standing.ts";
import { createMail } from "./outbox/mail.ts";
import { createOutbox } from "./outbox.ts";
import { tendParcels } from "./parcels/tend.ts";
import type { Admitted } from "./perform/admitted.ts";
import { createApprovalLookup } from "./perform/approval.ts";
import { createConclude } from "./perform/conclude.ts";
import { createConsents } from "./perform/consent.ts";
import { createProved } from "./perform/proofs.ts";
import { createPerform } from "./perform.ts";
import { recover } from "./recover.ts";
import { connectRedis } from "./redis.ts";
import { createRegistry, type Runners, runnerIn } from "./registry.ts";
import { createScheduler, type Scheduler } from "./scheduler.ts";
import { prepareState, readKeys } from "./setup.ts";
import { slurmPrograms } from "./slurm/settings.ts";
import { startListening } from "./start/listening.ts";
import { openRecords } from "./start/records.ts";
import { startTending } from "./start/tending.ts";
import type { Work } from "./steps/work.ts";
import type { Hooks } from "./steps.ts";
import { isStopped } from "./stop.ts";

/** What tests put in place of the real thing. */
export interface StartOptions {
  readonly hooks?: Hooks;
  readonly exec?: ExecOptions;
  readonly runners?: Partial<Runners>;
  readonly now?: Clock;
  readonly patience?: Work["patience"];
}

export interface Executor {
  readonly boot: number;
  /** Takes nothing more, lets what runs come to its end for at most `drainMs`, and lets go of everything. */
  readonly stop: (drainMs?: number) => Promise<void>;
}

const noHooks: Hooks = { atStep: () => Promise.resolve() };

/**
 * Starts an executor: takes care of what an earlier one left, then listens. Resolves when it listens, which may take
 * as long as Redis is away. Throws where it must not start: another one works here, keys are open to others, the
 * journal is damaged, the policies are wrong, Redis evicts or does not persist.
 */
export async function startExecutor(config: Config, options: StartOptions = {}): Promise<Executor> {
  const now = options.now ?? Date.now;
  const hooks = options.hooks ?? noHooks;
  const log = createLog(config.logLevel, config.host);
  await prepareState(config.state);
  const lock = lockState(config.state);
  const own = await readKeys(config.keys);
  const { decide } = await createDecider(undefined, config.timeZone);
  const boot = await nextBoot(config.state);
  const { removed, journal, audit, heads, close } = await openRecords(config, now, log);
  await audit.write({ what: "executor.started", host: config.host, boot, key: own.id });
  const { trust, stop: forgetTrust } = await followTrust(config.trust, ({ keys, fault }) => {
    log.warn({ keys, err: fault }, "the trust file was changed");
    audit.writeThrottled("trust.changed", { what: "trust.changed", keys, fault: fault?.message });
  });

  const orders = await openOrderBook(config.state, trust, now, (why) => {
    audit.writeThrottled(`order: ${why}`, { what: "order.rejected", reason: why });
  });
  const exec = createExec({
    onAbandoned: (child) => {
      log.error({ child }, "a program could not be ended and was abandoned");
      audit.writeThrottled("program.abandoned", { what: "program.abandoned", ...child });
    },
    ...options.exec,
    programs: { ...slurmPrograms(config.slurm), ...options.exec?.programs },
  });
  const people = createPeople(exec, config.groups, now);
  const redis = connectAll(config.redisUrl, log);
  const mail = createMail({ redis: redis.mail, own, host: config.host, boot, now });
  const bots = () =>
    [...trust.values()]
      .filter(({ role, notBefore, notAfter }) => role === "bot" && notBefore <= now() && now() <= notAfter)
      .toSorted((a, b) => a.notBefore - b.notBefore);
  const outbox = createOutbox(mail, bots, now, log);
  const conclude = createConclude({ journal, audit, outbox, now, log });

  const munge = createMunge(exec, config.mungeSocket, now);
  const prover = createProver(munge, exec, people);
  const looking = { exec, people, munge, prover, removed, orders, decide };
  const connect = () => connectRedis(config.redisUrl, log, "parcel");
  const tools = { config, ...looking, own, trust, audit: audit.head, connect, now, log };
  const registry = createRegistry(tools, (grant, person) => cancelIn({ scheduler, conclude }, grant, person));
  const runners: Runners = { ...registry.runners, ...options.runners };
  const runnerOf = runnerIn(runners);
  const stopped = (): boolean => isStopped(config.stopFile);
  const setAside: Scheduler<Admitted>["setAside"] = (id, isAside) => scheduler.setAside(id, isAside);
  const shared = { journal, conclude, runnerOf, hooks, setAside, now, log };
  const proved = createProved(trust, removed, now);
  const perform = createPerform({
    ...{ ...shared, people, decide, isStopped: stopped, trust },
    lookups: {
      proved,
      ordered: createOrdered(createStanding(orders, people, config.host)),
      approval: createApprovalLookup(people, proved),
    },
    consents: createConsents(prover, config.host),
  });
  const scheduler = createScheduler<Admitted>({
    lanes: config.lanes,
    perPerson: jobsPerPerson,
    held: (account) => exec.abandonedBy(account).length,
    start: async (ticket) => {
      await perform(ticket);
      if (ticket.action.risk !== "read") inventory?.changed();
    },
  });
  let inventory: ReturnType<typeof tellInventory> | undefined;

  for (const { result, bot } of await journal.unanswered()) outbox.result(result, bot);
  const { patience } = options;
  recover({ ...shared, outbox, boot, adopt: scheduler.adopt, ...(patience === undefined ? {} : { patience }) });

  let monitors: ReturnType<typeof tendMonitors> | undefined;
  // Before Redis is there: it may be what keeps everybody from being told of anything.
  const alarm = await startAlarm({
    ...{ mail: config.mail, host: config.host, state: config.state, timeZone: config.timeZone, exec, audit, now, log },
    reaches: () => redis.mail.status === "ready",
    reports: () => monitors?.reports() ?? [],
  });
  try {
    await redis.ready();
  } catch (error) {
    await alarm.stop();
    forgetTrust();
    redis.close();
    await outbox.close(0);
    await close();
    lock.release();
    throw error;
  }
  redis.onBack(() => outbox.hurry());
  const watched = [...registry.monitors, createRedisMonitor(redis.mail, config.host, now)];
  monitors = tendMonitors({ monitors: watched, changed: () => inventory?.changed(), now, log });
  inventory = tellInventory({
    sources: registry.sources,
    people,
    actions: Object.entries(runners).flatMap(([name, runner]) => (runner === undefined ? [] : [name])),
    folder: config.vm?.disks ?? config.state,
    isStopped: stopped,
    jobs: scheduler.counts,
    audit: audit.head,
    removed: removed.list,
    orders: () => orders.all().map(({ text }) => text),
    sitting: (all) => sittingOf(all, { book: orders, people, now }),
    monitors: () => [...(monitors?.reports() ?? [])],
    send: outbox.inventory,
    log,
  });
  const isOffered = (action: string): boolean => runnerOf(action) !== undefined;
  const listening = startListening({
    ...{ own, trust, journal, audit, heads, outbox, scheduler, conclude, isOffered, boot, now, log },
    ...{ redis, host: config.host, removed, orders },
    changed: () => inventory?.changed(),
    heard: alarm.heard,
  });
  const stopParcels = tendParcels({
    ...{ redisUrl: config.redisUrl, host: config.host, state: config.state, own, trust, audit, now, log },
    packs: isOffered("backup.pack"),
  });
  const stopTending = startTending({ scheduler, conclude, journal, now, log });
  log.info({ boot }, "listening");

  return {
    boot,
    async stop(drainMs = 20_000) {
      stopTending();
      await listening.stopGrants();
      await scheduler.drain(drainMs);
      await stopParcels();
      await inventory?.stop();
      await monitors?.stop();
      await alarm.stop();
      await outbox.close(2_000);
      await listening.stopReceipts();
      await audit.write({ what: "executor.stopped", boot }).catch(() => undefined);
      forgetTrust();
      redis.close();
      await close();
      lock.release();
    },
  };
}
