import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { MonitorReport } from "../../protocol/monitor.ts";
import type { Audit } from "../audit.ts";
import type { Clock } from "../clock.ts";
import type { Exec } from "../exec.ts";
import { replaceFile } from "../files/durable.ts";
import type { Logger } from "../log.ts";
import { letterOf } from "./letter.ts";
import type { MailConfig } from "./settings.ts";
import { asOf, type Due, dueOf, heard, mailed, type Silence } from "./silence.ts";

export interface AlarmParts {
  /** undefined: nobody is mailed. */
  readonly mail: MailConfig | undefined;
  readonly host: string;
  readonly state: string;
  readonly timeZone: string;
  readonly exec: Pick<Exec, "run">;
  readonly reaches: () => boolean;
  readonly reports: () => readonly MonitorReport[];
  readonly audit: Pick<Audit, "writeThrottled">;
  readonly now: Clock;
  readonly log: Logger;
}

export interface Alarm {
  /** A bot said something, at that time by its own clock, in milliseconds since 1970. */
  readonly heard: (at: number) => void;
  /** Resolves when what is being mailed has left or was given up. */
  readonly settled: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const lookEveryMs = 10_000;
/** A mail that could not be sent is tried again after so long. */
const retryMs = 2 * 60_000;
const sendmailMs = 30_000;
const keptSchema = z.object({ heardAt: z.number(), mailedAt: z.number().nullable() });

const nothing = async (): Promise<void> => undefined;
const silentAlarm: Alarm = { heard: () => undefined, settled: nothing, stop: nothing };

/** Mails, by the machine's own mailer, when no bot has been heard for five minutes: then nothing else tells anybody. */
export async function startAlarm(parts: AlarmParts): Promise<Alarm> {
  const { mail, state, exec, reaches, reports, audit, now, log } = parts;
  if (mail === undefined) return silentAlarm;
  const file = join(state, "alarm.json");
  // Five minutes from the start too: a bot that lives says so every half a minute.
  let silence = await readKept(file, now());
  let triedAt = Number.NEGATIVE_INFINITY;
  let work: Promise<void> | undefined;

  const send = async (due: Due): Promise<void> => {
    const at = now();
    const letter = letterOf({ ...parts, ...mail, due, silence, redis: reaches(), reports: reports(), now: at });
    const ran = await exec.run("sendmail", ["-i", "-f", mail.from, "--", ...mail.to], {
      input: letter,
      timeoutMs: sendmailMs,
      maxOutput: 65_536,
    });
    if (ran.exitCode !== 0) throw new Error(`sendmail ended with ${ran.exitCode}: ${ran.stderr.slice(0, 300)}`);
    silence = mailed(silence, due, at);
    audit.writeThrottled(`alarm.${due}`, { what: "alarm.mailed", due });
    const { heardAt, mailedAt } = silence;
    const { handle } = await replaceFile(file, JSON.stringify({ heardAt, mailedAt }));
    await handle.close();
  };
  const look = (): void => {
    silence = asOf(silence, now());
    const due = dueOf(silence, now());
    if (due === undefined || work !== undefined || performance.now() - triedAt < retryMs) return;
    triedAt = performance.now();
    work = send(due)
      .then(() => {
        triedAt = Number.NEGATIVE_INFINITY;
      })
      .catch((cause: unknown) => log.error({ err: cause, due }, "mailing that the bot is silent"))
      .finally(() => {
        work = undefined;
      });
  };
  const timer = setInterval(look, lookEveryMs);
  return {
    heard: (at) => {
      silence = heard(silence, at, now());
    },
    settled: async () => work,
    stop: async () => {
      clearInterval(timer);
      await work;
    },
  };
}

/** What an earlier executor mailed is neither mailed again, nor is the bot back only because this one has just started. */
async function readKept(file: string, now: number): Promise<Silence> {
  const fresh = { heardAt: now, mailedAt: null, isHeard: false };
  try {
    const kept = keptSchema.parse(JSON.parse(await readFile(file, "utf8")));
    return kept.mailedAt === null ? fresh : { ...kept, isHeard: false };
  } catch {
    return fresh;
  }
}
