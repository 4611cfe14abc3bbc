import { LogLevel, type Logger as SlackLogger } from "@slack/bolt";
import type { Logger } from "../log.ts";

/** Slack's tokens, the one-time addresses by which an interaction is answered, and those that open a socket. */
const secrets =
  /\bx(?:ox[a-z]|app)-[\w-]+|\b(?:https?:\/\/hooks\.|wss?:\/\/)\S+|\bhttps?:\/\/\S*\/(?:commands|actions|response)\/\S+/giu;

/** A text without anything by which others could act in the app's name. */
const scrubbed = (text: string): string => text.replace(secrets, "[secret]");

/** What an error says, on one line, without secrets. */
export function said(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return scrubbed(text).replaceAll(/\s+/gu, " ").slice(0, 300);
}

/** Bolt's log as ours. What it tells for debugging holds whole payloads, so that is left out. */
export function slackLogger(log: Logger): SlackLogger {
  const told = (parts: readonly unknown[]): string => parts.map(said).join(" ");
  return {
    debug: () => undefined,
    info: (...parts: readonly unknown[]) => log.debug({ from: "slack" }, told(parts)),
    warn: (...parts: readonly unknown[]) => log.warn({ from: "slack" }, told(parts)),
    error: (...parts: readonly unknown[]) => log.error({ from: "slack" }, told(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

/** For whoever tells everything by its result. */
export const silent: SlackLogger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};
