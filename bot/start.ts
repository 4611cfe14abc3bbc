import { join } from "node:path";
import { createDecider } from "../policies/decide.ts";
import { mustBeOwn, readOwnKeys } from "../protocol/keys.ts";
import { followTrust } from "../protocol/trust.ts";
import { openAbsences } from "./absences.ts";
import { createAccept } from "./accept.ts";
import { tellOfDecisions } from "./approvals/notices.ts";
import { auditBook } from "./audit/book.ts";
import { openChats } from "./chat/start.ts";
import { type Clocks, machineClocks } from "./clocks.ts";
import type { Config } from "./config.ts";
import type { Surroundings } from "./contexts.ts";
import { createCore } from "./core.ts";
import { createDelivery } from "./delivery.ts";
import { openDirectory } from "./directory.ts";
import { openGivenKeys } from "./given-keys/memory.ts";
import { createKeyNotices } from "./given-keys/notices.ts";
import type { Handlers } from "./handlers.ts";
import { openFigures } from "./incidents/figures.ts";
import { createFixed } from "./incidents/fixed.ts";
import { createInquiries } from "./inquiries.ts";
import { jobBook } from "./jobs.ts";
import { createLastRefusals } from "./last-refusals.ts";
import { createLateEndings } from "./late-endings.ts";
import { connect } from "./link.ts";
import { createLog } from "./log.ts";
import { isSuspended } from "./maintenance/windows.ts";
import { createMessages } from "./messages.ts";
import { createMoveOn } from "./move-on.ts";
import { readOncallSettings } from "./oncall/settings.ts";
import { createOpenCommands } from "./open-commands.ts";
import { knownOrders } from "./orders/known.ts";
import { openPreferences } from "./preferences.ts";
import { openDoorbell } from "./queue.ts";
import { createReceipts } from "./receipts.ts";
import { createResender } from "./resend.ts";
import { createSender } from "./send.ts";
import { openApprovals } from "./start/approvals.ts";
import { type Clients, startClients } from "./start/clients.ts";
import { startHearing } from "./start/hearing.ts";
import { type StartedIncidents, startIncidents } from "./start/incidents.ts";
import { openLinks } from "./start/links.ts";
import { openOncall } from "./start/oncall.ts";
import { openRecords } from "./start/records.ts";
import { commandsIn } from "./store/commands.ts";
import { assertFree } from "./terminal/server.ts";
import { usualHandlers } from "./usual-handlers.ts";
import { startWebhooks } from "./webhooks/start.ts";

/** What tests put in place of the real thing. */
export interface StartOptions {
  readonly handlers?: Handlers;
  readonly clocks?: Clocks;
}

export interface Bot {
  /** Ends everything that the bot began; what was accepted is on the disk and is carried on at the next start. */
  readonly stop: () => Promise<void>;
}

/** How often those who follow a job see its elapsed time move, in milliseconds. */
const refreshMs = 5_000;
/** How often progress is written down, in milliseconds. */
const keepMs = 1_000;

/**
 * Starts the bot and resolves when terminals can reach it; waits as long as Redis is away. Throws when the keys, the
 * trust file, the policies or the state folder cannot be used, when Redis evicts or does not persist, and when a chat
 * platform refuses its token.
 */
export async function startBot(config: Config, options: StartOptions = {}): Promise<Bot> {
  const { handlers = usualHandlers, clocks = machineClocks } = options;
  const { now, calendar } = clocks;
  const log = createLog(config.logLevel);
  const failed = (cause: unknown): void => {
    log.error({ err: cause }, "writing to the database");
    found?.own.unwritten(cause);
  };
  let found: StartedIncidents | undefined;
  await mustBeOwn(config.keys, 0o077, `chmod 600 ${config.keys}`);
  const own = await readOwnKeys(config.keys);
  const { trust, stop: forgetTrust } = await followTrust(config.trust, ({ keys, fault }) => {
    log.warn({ keys, err: fault }, "the trust file was changed");
  });
  const settings = config.oncall === undefined ? undefined : await readOncallSettings(config.oncall);
  const policies = await createDecider(undefined, config.timeZone);
  const socket = join(config.state, "terminal", "shisa.sock");
  await assertFree(socket);
  const link = await connect(config.redisUrl, log);

  const { store, audit, heads, close } = await openRecords(config, now, log);
  const commands = commandsIn(store);
  const absences = openAbsences(store, now, failed);
  const directory = absences.watching(openDirectory(store, now, config.timings.silentMs, failed));
  const { timeZone, language } = config;
  const preferences = openPreferences(store, failed);
  const jobs = jobBook(commands);
  const givenKeys = openGivenKeys(store, trust);
  const orders = knownOrders(directory, trust, now);
  const doorbell = openDoorbell(link, log);
  const sender = createSender(own, trust, link, doorbell, audit, log);
  const inquiries = createInquiries(sender, trust, now);
  const receipts = createReceipts({ own, trust, link, audit, now, log });
  const links = openLinks({ store, directory, trust, bot: own.id, audit, receipts, inquiries, now, failed });
  const { people, linking } = links;
  const refusals = createLastRefusals();
  const explaining = { lastRefusal: refusals.of, absences: absences.since };
  const told = { givenKeys: givenKeys.of, orders: orders.port, linking, ...explaining };
  const figures = openFigures(store, now, failed);
  const seen = {
    directory,
    jobs,
    preferences,
    figures: figures.course,
    ...told,
    audit: auditBook(config.state, heads),
  };
  const around: Surroundings = { ...seen, policies, timeZone, language, now };

  found = startIncidents({
    ...{ store, directory, figures, trust, audit, clocks, failed, config, log, usable: link.usable },
    posts: () => chats.posts,
    isSuspended: (view) => isSuspended(orders.port, view, calendar()),
  });
  const { incidents, cards: incidentCards, calls, own: ownTroubles, heard } = found;
  const delivery = createDelivery(now);
  const fixed = createFixed({ commands: handlers.commands, incidents, directory, now });
  const messages = createMessages(handlers, around, log);
  const moveOn = createMoveOn(messages, trust, config.timings, now);
  let tellOfEnd: ReturnType<typeof createLateEndings> | undefined;
  const open = createOpenCommands(store, commands, messages, moveOn, delivery, now, log, (job, final) => {
    fixed(job, final);
    tellOfEnd?.(job, final);
  });
  for (const command of commands.unanswered()) open.add(command, false);
  const resender = createResender(open, sender, directory, link, config.timings, now, log);
  let tellOfKeys: ReturnType<typeof createKeyNotices> | undefined;
  const hearing = await startHearing({
    ...{ own, trust, now, commands, open, inquiries, directory, receipts, resender, audit, log },
    ...{ link, heads, orders, links, givenKeys, heard, unbelieved: ownTroubles.unbelieved },
    tellOfKeys: (result) => tellOfKeys?.(result),
  });
  const accept = createAccept(store, commands, open, sender, link, trust, config.timings);
  const { book: approvals, cards } = openApprovals({
    ...{ handlers, surroundings: around, store, open, delivery, accept, audit, log, config },
    posts: () => chats.posts,
  });
  const platforms = [config.chat.slack && "slack", config.chat.discord && "discord"].filter((it) => it !== undefined);
  const oncall = openOncall({
    ...{ store, config, settings, incidents, calls, directory, orders: orders.port, people, platforms, audit },
    ...{ clocks, failed },
    tell: (...said) => chats.desk.tell(...said),
    posts: () => chats.posts,
  });
  const surroundings: Surroundings = { ...around, approvals, incidents, oncall: oncall.port };
  const answering = { handlers, surroundings, commands, open, delivery };
  const core = createCore({ ...answering, accept, approvals, audit, keepRefusal: refusals.keep, log });
  const shown = { handlers, surroundings, core, people, linking, store, audit, log };
  const chats = openChats({ ...shown, card: cards.follow, incident: incidentCards.follow }, platforms);
  const telling = { people, tell: chats.desk.tell, platforms, failed };
  tellOfKeys = createKeyNotices({ ...telling, commands, timeZone, now });
  tellOfEnd = createLateEndings({ ...telling, now });
  tellOfDecisions({ ...telling, book: approvals, handlers, surroundings });
  const forgetOncall = oncall.begin();
  await approvals.sweep();
  const forgetDepartures = links.watchDepartures();
  const refresh = setInterval(open.refresh, refreshMs);
  const keep = setInterval(open.keepProgress, keepMs);

  const stop = async (): Promise<void> => {
    await clients?.stop();
    forgetOncall();
    await webhooks?.stop();
    approvals.stop();
    found?.stop();
    chats.stop();
    forgetDepartures();
    clearInterval(refresh);
    clearInterval(keep);
    open.keepProgress();
    resender.stop();
    await hearing.stop();
    forgetTrust();
    receipts.close();
    delivery.close();
    await doorbell.close();
    link.stop();
    close();
  };
  let clients: Clients | undefined;
  let webhooks: { readonly stop: () => Promise<void> } | undefined;
  try {
    webhooks = await startWebhooks(config.webhooks, { store, incidents, directory, own, now, failed, log });
    const met = { linking, inquiries, directory, trust, bot: own.id, audit, now, log };
    clients = await startClients({ config, socket, core, desk: chats.desk, handlers, ...met });
  } catch (cause) {
    await stop();
    throw cause;
  }
  cards.postAll();
  incidentCards.postAll();
  log.info({ executors: hearing.executors, unanswered: [...open.all()].length }, "the bot is up");
  return { stop };
}
