import { createDecider } from "../policies/decide.ts";
import { jobsPerPerson } from "../policies/limits.ts";
import { keptHeadsFile } from "../protocol/audit/files.ts";
import { openKeptHeads } from "../protocol/audit/kept.ts";
import { openSyslog } from "../protocol/audit/syslog/syslog.ts";
import { followTrust } from "../protocol/trust.ts";
import { createAdmit } from "./admit.ts";
import { openAudit } from "./audit.ts";
import { nextBoot } from "./boot.ts";
import { cancelIn } from "./cancel.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import { connectAll } from "./connect.ts";
import { createExec, type ExecOptions } from "./exec.ts";
import { createPeople } from "./facts.ts";
import { tellInventory } from "./inventory.ts";
import { openJournal } from "./journal.ts";
import { openRemovedLinks } from "./links/removed.ts";
import { createTakeRemoved } from "./links/take.ts";
import { lockState } from "./lock.ts";
import { createLog } from "./log.ts";
import { createMunge } from "./munge/munge.ts";
import { createProver } from "./munge/prover.ts";
import { openOrderBook } from "./orders/book.ts";
import { sittingOf } from "./orders/sitting.ts";
import { createOrdered, createStanding } from "./orders/standing.ts";
import { createTakeOrders } from "./orders/take.ts";
import { createMail } from "./outbox/mail.ts";
import { createOutbox } from "./outbox.ts";
import type { Admitted } from "./perform/admitted.ts";
import { createApprovalLookup } from "./perform/approval.ts";
import { createConclude } from "./perform/conclude.ts";
import { createProved } from "./perform/proofs.ts";
import { createPerform } from "./perform.ts";
import { listen } from "./queue.ts";
import { readReceipts } from "./receipts.ts";
import { recover } from "./recover.ts";
import { createRegistry, type Runners, runnerIn } from "./registry.ts";
import { createScheduler } from "./scheduler.ts";
import { prepareState, readKeys } from "./setup.ts";
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
const sweepMs = 1_000;
const pruneEveryMs = 5 * 60_000;
const pruneAtLeast = 1_000;

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
  const decider = await createDecider(undefined, config.timeZone);
  const boot = await nextBoot(config.state);
  const removed = await openRemovedLinks(config.state, now);
  const journal = await openJournal(config.state);
  const unkept = (cause: unknown): void => log.error({ err: cause }, "keeping the audit");
  const syslog = openSyslog({ program: "shisa-executor", config: config.audit, log });
  const keeping = { fileBytes: config.audit.fileBytes, tell: syslog.tell, failed: unkept };
  const audit = await openAudit(config.state, now, keeping);
  const heads = openKeptHeads(keptHeadsFile(config.state), now, unkept);
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
  const { decide } = decider;
  const looking = { exec, people, munge, prover, removed, orders, decide };
  const tools = { config, ...looking, own, trust, audit: audit.head, now, log };
  const registry = createRegistry(tools, (grant, person) => cancelIn({ scheduler, conclude }, grant, person));
  const runners: Runners = { ...registry.runners, ...options.runners };
  const runnerOf = runnerIn(runners);
  const stopped = (): boolean => isStopped(config.stopFile);
  const shared = { journal, conclude, runnerOf, hooks, now, log };
  const proved = createProved(trust, removed, now);
  const perform = createPerform({
    ...{ ...shared, people, decide: decider.decide, isStopped: stopped, trust },
    lookups: {
      proved,
      ordered: createOrdered(createStanding(orders, people)),
      approval: createApprovalLookup(people, proved),
    },
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

  try {
    await redis.ready();
  } catch (error) {
    forgetTrust();
    redis.close();
    await outbox.close(0);
    await audit.close();
    syslog.close();
    await journal.close();
    lock.release();
    throw error;
  }
  redis.onBack(() => outbox.hurry());
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
    send: outbox.inventory,
    log,
  });
  const isOffered = (action: string): boolean => runnerOf(action) !== undefined;
  const known = { own, trust, journal, audit, outbox, scheduler, conclude };
  const admit = createAdmit({ ...known, isOffered, isRedisFit: redis.isFit, boot, now, log });
  const { host } = config;
  const changed = (): void => inventory?.changed();
  const takeRemoved = createTakeRemoved({ removed, changed, log });
  const takeOrders = createTakeOrders({ book: orders, audit, changed, log });
  const listening = {
    redis: redis.receipts,
    host,
    own,
    trust,
    journal,
    outbox,
    audit,
    heads,
    takeOrders,
    takeRemoved,
    now,
    log,
  };
  const stopReceipts = readReceipts(listening);
  const deaf = (["quick", "long"] as const).map((lane) =>
    listen({ host, lane, connection: redis.queue, take: admit, log }),
  );
  const sweep = setInterval(() => {
    scheduler.pump();
    for (const ticket of scheduler.expire(now())) {
      const finish = { status: "not_run", refusal: { code: "deadline.passed", numbers: {} } } as const;
      scheduler.adopt(ticket, conclude(ticket.about, finish, { startedAt: null, steps: ticket.marks.list() }));
    }
  }, sweepMs);
  const prune = setInterval(() => {
    journal.prune(now(), pruneAtLeast).catch((error: unknown) => log.error({ err: error }, "pruning the journal"));
  }, pruneEveryMs);
  log.info({ boot }, "listening");

  return {
    boot,
    async stop(drainMs = 20_000) {
      clearInterval(sweep);
      clearInterval(prune);
      await Promise.all(deaf.map((end) => end()));
      await scheduler.drain(drainMs);
      await inventory?.stop();
      await outbox.close(2_000);
      await stopReceipts();
      await audit.write({ what: "executor.stopped", boot }).catch(() => undefined);
      forgetTrust();
      redis.close();
      await audit.close();
      heads.close();
      syslog.close();
      await journal.close();
      lock.release();
    },
  };
}
