import type { Language } from "../../handlers/kit/reply.ts";
import type { Refusal } from "../../protocol/refusal.ts";
import type { Trust } from "../../protocol/trust.ts";
import type { Audit } from "../audit.ts";
import { createDraw } from "../chart/draw.ts";
import type { Desk } from "../chat/desk.ts";
import type { Config } from "../config.ts";
import type { Core } from "../core.ts";
import type { KeptDirectory } from "../directory.ts";
import type { Handlers } from "../handlers.ts";
import type { Inquiries } from "../inquiries.ts";
import type { Linking } from "../linking/linking.ts";
import { createProveLink } from "../linking/terminal.ts";
import type { Logger } from "../log.ts";
import { createProving } from "../terminal/public/proving.ts";
import { startPublicTerminals } from "../terminal/public/serve.ts";
import { startTerminal } from "../terminal/server.ts";

export interface ClientsParts {
  readonly config: Config;
  /** Where root's terminals connect. */
  readonly socket: string;
  readonly core: Core;
  readonly desk: Desk;
  readonly handlers: Handlers;
  readonly linking: Linking;
  readonly inquiries: Inquiries;
  readonly directory: KeptDirectory;
  readonly trust: Trust;
  /** Thumbprint of this bot's key. */
  readonly bot: string;
  readonly audit: Audit;
  readonly now: () => number;
  readonly log: Logger;
}

export interface Clients {
  readonly stop: () => Promise<void>;
}

/**
 * Starts all that people reach the bot by. Throws when one of them cannot be started, and a chat platform's refusal of
 * its token; those before it are stopped again.
 */
export async function startClients(parts: ClientsParts): Promise<Clients> {
  const { config, socket, core, desk, handlers, linking, audit, log } = parts;
  const { inquiries, directory, trust, bot, now } = parts;
  const { timeZone, language } = config;
  // Before the platforms: terminals are there when those are not.
  const terminal = await startTerminal(socket, core, log);
  const others: Clients[] = [];
  const stop = async (): Promise<void> => {
    await terminal.stop();
    await Promise.all(others.map((client) => client.stop()));
  };
  try {
    const prove = createProving({ inquiries, directory, trust, bot, now });
    const refusalReply = (refusal: Refusal, said: Language | undefined) =>
      handlers.refusalReply(refusal, { language: said ?? language, timeZone, now });
    const proveLink = createProveLink(linking, { refusalReply, language });
    const met = { core, prove, proveLink, directory, refusalReply, bot, audit, now, log };
    others.push(await startPublicTerminals(config.terminals, met));
    const { slack, discord, prefix } = config.chat;
    const draw = createDraw((cause) => log.error({ err: cause }, "drawing a chart"));
    // Each brings hundreds of files of its platform's library, which a department without it need not wait for.
    // Discord's comes first: of two undicis in a process the one loaded first sends, and Slack's cannot send the forms of
    // Discord's, in which its files are.
    const startDiscord = discord && (await import("../discord/start.ts")).startDiscord;
    const startSlack = slack && (await import("../slack/start.ts")).startSlack;
    if (slack && startSlack) others.push(await startSlack(slack, prefix, handlers.commands, desk, draw, log));
    if (discord && startDiscord) others.push(await startDiscord(discord, prefix, handlers.commands, desk, draw, log));
  } catch (cause) {
    await stop();
    throw cause;
  }
  return { stop };
}
