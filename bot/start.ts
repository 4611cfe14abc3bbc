import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Language } from "../handlers/kit/reply.ts";
import { createDecider } from "../policies/decide.ts";
import { keptHeadsFile } from "../protocol/audit/files.ts";
import { openKeptHeads } from "../protocol/audit/kept.ts";
import { openSyslog } from "../protocol/audit/syslog/syslog.ts";
import { mustBeOwn, readOwnKeys } from "../protocol/keys.ts";
import type { Refusal } from "../protocol/refusal.ts";
import { followTrust } from "../protocol/trust.ts";
import { openAbsences } from "./absences.ts";
import { createAccept } from "./accept.ts";
import { createApprovalBook } from "./approvals/book.ts";
import { cardChannels, createCards } from "./approvals/cards.ts";
import { createApprovalMessages } from "./approvals/messages.ts";
import { tellOfDecisions } from "./approvals/notices.ts";
import { auditBook } from "./audit/book.ts";
import { createTakeHostHead } from "./audit/host-heads.ts";
import { openAudit } from "./audit.ts";
import { openChats } from "./chat/start.ts";
import type { Config } from "./config.ts";
import type { Surroundings } from "./contexts.ts";
import { createCore } from "./core.ts";
import { createDelivery } from "./delivery.ts";
import { openDirectory } from "./directory.ts";
import { startDiscord } from "./discord/start.ts";
import { openGivenKeys } from "./given-keys/memory.ts";
import { createKeyNotices } from "./given-keys/notices.ts";
import type { Handlers } from "./handlers.ts";
import { createInquiries } from "./inquiries.ts";
import { jobBook } from "./jobs.ts";
import { createLastRefusals } from "./last-refusals.ts";
import { connect } from "./link.ts";
import { createLinking } from "./linking/linking.ts";
import { openNonces } from "./linking/nonces.ts";
import { createProveLink } from "./linking/terminal.ts";
import { createCarryRemoved } from "./links/carry.ts";
import { createDepartures, lookEveryMs } from "./links/departures.ts";
import { openRemovals } from "./links/removals.ts";
import { listen, readInventories } from "./listen.ts";
import { createLog } from "./log.ts";
import { createMessages } from "./messages.ts";
import { createOpenCommands } from "./open-commands.ts";
import { createCarry } from "./orders/carry.ts";
import { knownOrders } from "./orders/known.ts";
import { createLearn, type Learn } from "./people/learn.ts";
import { openPeople } from "./people/links.ts";
import { openPreferences } from "./preferences.ts";
import { openDoorbell } from "./queue.ts";
import { createReceipts } from "./receipts.ts";
import { createReports } from "./reports.ts";
import { createResender } from "./resend.ts";
import { createSender } from "./send.ts";
import { startSlack } from "./slack/start.ts";
import { commandsIn } from "./store/commands.ts";
import { openStore } from "./store/database.ts";
import { createProving } from "./terminal/public/proving.ts";
import { startPublicTerminals } from "./terminal/public/serve.ts";
import { assertFree, startTerminal } from "./terminal/server.ts";
import { usualHandlers } from "./usual-handlers.ts";

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
export async function startBot(config: Config, options: { readonly handlers?: Handlers } = {}): Promise<Bot> {
  const handlers = options.handlers ?? usualHandlers;
  const now = Date.now;
  const log = createLog(config.logLevel);
  const failed = (cause: unknown): void => log.error({ err: cause }, "writing to the database");
  await mustBeOwn(config.keys, 0o077, `chmod 600 ${config.keys}`);
  const own = await readOwnKeys(config.keys);
  const { trust, stop: forgetTrust } = await followTrust(config.trust, ({ keys, fault }) => {
    log.warn({ keys, err: fault }, "the trust file was changed");
  });
  const policies = await createDecider(undefined, config.timeZone);
  const socket = join(config.state, "terminal", "shisa.sock");
  await assertFree(socket);
  const link = await connect(config.redisUrl, log);

  await mkdir(config.state, { recursive: true, mode: 0o700 });
  const store = openStore(config.state);
  const unkept = (cause: unknown): void => log.error({ err: cause }, "keeping the audit");
  const syslog = openSyslog({ program: "shisa-bot", config: config.audit, log });
  const keeping = { fileBytes: config.audit.fileBytes, tell: syslog.tell, failed: unkept };
  const audit = openAudit(config.state, now, keeping);
  const heads = openKeptHeads(keptHeadsFile(config.state), now, unkept);
  const commands = commandsIn(store);
  const absences = openAbsences(store, now, failed);
  const directory = absences.watching(openDirectory(store, now, config.timings.silentMs, failed));
  const { timeZone, language } = config;
  const preferences = openPreferences(store, failed);
  const jobs = jobBook(commands);
  const givenKeys = openGivenKeys(store, trust);
  const book = auditBook(config.state, heads);
  const orders = knownOrders(directory, trust, now);
  const removals = openRemovals(store, directory);
  const people = openPeople(store, trust, now, removals);
  const learnPeople = createLearn({ people, removals, trust, bot: own.id, now });
  const doorbell = openDoorbell(link, log);
  const sender = createSender(own, trust, link, doorbell, audit, log);
  const inquiries = createInquiries(sender, trust, now);
  const nonces = openNonces(store, now, () => performance.now());
  const proving = { inquiries, learn: learnPeople, directory, trust, audit, now };
  const linking = createLinking({ people, nonces, ...proving });
  const refusals = createLastRefusals();
  const explaining = { lastRefusal: refusals.of, absences: absences.since };
  const told = { givenKeys: givenKeys.of, orders: orders.port, linking, ...explaining };
  const seen = { directory, jobs, preferences, ...told, audit: book };
  const around: Surroundings = { ...seen, policies, timeZone, language, now };

  const delivery = createDelivery(now);
  const open = createOpenCommands(store, commands, createMessages(handlers, around, log), delivery, now, log);
  for (const command of commands.unanswered()) open.add(command, false);
  const receipts = createReceipts({ own, trust, link, audit, now, log });
  const resender = createResender(open, sender, directory, link, config.timings, now, log);
  let tellOfKeys: ReturnType<typeof createKeyNotices> | undefined;
  const learn: Learn = async (command, result) => {
    const wrong = (await learnPeople(command, result)) ?? (await givenKeys.learn(command, result));
    if (wrong === undefined) tellOfKeys?.(result);
    carryRemoved();
    return wrong;
  };
  const takeHead = createTakeHostHead(heads, audit, log);
  const known = { commands, open, inquiries, directory, learn, receipts, resender };
  const carryOrders = createCarry({ known: orders, directory, trust, receipts, now });
  const carryRemoved = createCarryRemoved({ removals, directory, trust, receipts, now });
  const heard = (): void => {
    removals.heard();
    carryOrders();
    carryRemoved();
  };
  const take = createReports({ own, trust, now, ...known, audit, takeHead, heard, log });
  const executors = [...trust.values()].filter(({ role }) => role === "executor").map(({ name }) => name);
  await readInventories(link, executors, take);
  const listener = listen(link, take, audit, log);
  const accept = createAccept(store, commands, open, sender, link, trust, config.timings);
  const channels = cardChannels(config.chat);
  const approvals = createApprovalBook({
    ...{ handlers, surroundings: around, store, open, delivery, accept, audit, log },
    messages: createApprovalMessages(handlers, around, channels.length > 0),
    waitMs: config.timings.approvalMs,
  });
  const surroundings: Surroundings = { ...around, approvals };
  const cards = createCards({ book: approvals, channels, posts: () => chats.posts, delivery, now, log });
  const answering = { handlers, surroundings, commands, open, delivery };
  const core = createCore({ ...answering, accept, approvals, audit, keepRefusal: refusals.keep, log });
  const platforms = [config.chat.slack && "slack", config.chat.discord && "discord"].filter((it) => it !== undefined);
  const shown = { handlers, surroundings, core, people, linking, store, audit, log, card: cards.follow };
  const chats = openChats(shown, platforms);
  tellOfKeys = createKeyNotices({ people, commands, tell: chats.desk.tell, platforms, timeZone, now, failed });
  tellOfDecisions({ book: approvals, handlers, surroundings, people, tell: chats.desk.tell, platforms, failed });
  await approvals.sweep();
  const endDeparted = createDepartures({
    ...{ people, removals, directory, store, audit, now },
    rising: () => performance.now(),
  });
  const departing = setInterval(() => void endDeparted().then(carryRemoved, failed), lookEveryMs);
  const refresh = setInterval(open.refresh, refreshMs);
  const keep = setInterval(open.keepProgress, keepMs);

  const stop = async (): Promise<void> => {
    await terminal?.stop();
    await Promise.all(clients.map((client) => client.stop()));
    approvals.stop();
    chats.stop();
    clearInterval(departing);
    clearInterval(refresh);
    clearInterval(keep);
    open.keepProgress();
    resender.stop();
    await listener.stop();
    forgetTrust();
    receipts.close();
    delivery.close();
    await doorbell.close();
    link.stop();
    audit.close();
    heads.close();
    syslog.close();
    store.close();
  };
  let terminal: Awaited<ReturnType<typeof startTerminal>> | undefined;
  const clients: { readonly stop: () => Promise<void> }[] = [];
  try {
    // Before the platforms: terminals are there when those are not.
    terminal = await startTerminal(socket, core, log);
    const prove = createProving({ inquiries, directory, trust, bot: own.id, now });
    const refusalReply = (refusal: Refusal, said: Language | undefined) =>
      handlers.refusalReply(refusal, { language: said ?? language, timeZone, now });
    const say = { refusalReply, language };
    const met = {
      core,
      prove,
      proveLink: createProveLink(linking, say),
      directory,
      refusalReply,
      bot: own.id,
      audit,
      now,
      log,
    };
    clients.push(await startPublicTerminals(config.terminals, met));
    const { slack, discord, prefix } = config.chat;
    if (slack !== undefined) clients.push(await startSlack(slack, prefix, handlers.commands, chats.desk, log));
    if (discord !== undefined) clients.push(await startDiscord(discord, prefix, handlers.commands, chats.desk, log));
  } catch (cause) {
    await stop();
    throw cause;
  }
  cards.postAll();
  log.info({ executors, unanswered: [...open.all()].length }, "the bot is up");
  return { stop };
}
