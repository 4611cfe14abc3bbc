import { type AuditLine, syslogMessage } from "./format.ts";
import type { AuditConfig, SyslogTarget } from "./target.ts";
import { openTransport, type Transport } from "./transport.ts";

/** A copy of the audit on another machine, as far as that machine is there. */
export interface Syslog {
  /** Never waits, never throws. */
  readonly tell: (line: AuditLine) => void;
  readonly close: () => void;
}

export interface SyslogOptions {
  /** As the other side knows it: shisa-bot, shisa-executor. */
  readonly program: string;
  readonly config: Pick<AuditConfig, "syslog" | "syslogCa">;
  /** Told once when the server is away, and once when it is back, with how many lines it never got. */
  readonly log: Record<"info" | "warn", (about: object, words: string) => void>;
}

/** So many lines wait for a server that is away; the oldest are left out: the file has them all. */
const mostWaiting = 1_000;
const retryMs = 5_000;

/** Sends each line that is told to a syslog server, if one is set; by another way than what the lines are about. */
export function openSyslog(options: SyslogOptions): Syslog {
  const to = options.config.syslog;
  return to === undefined ? silent : sendTo(to, options);
}

const silent: Syslog = { tell: () => undefined, close: () => undefined };

function sendTo(to: SyslogTarget, { program, config, log }: SyslogOptions): Syslog {
  let waiting: AuditLine[] = [];
  let lost = 0;
  let isAway = false;
  let transport: Transport | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let opened = 0;

  const pump = (): void => {
    let sent = 0;
    for (const line of waiting) {
      if (transport?.send(syslogMessage(program, line, transport.most)) !== true) break;
      sent += 1;
    }
    if (sent > 0) waiting = waiting.slice(sent);
  };
  const fault = (cause: unknown): void => {
    if (isClosed || timer !== undefined) return;
    transport?.close();
    transport = undefined;
    if (!isAway) log.warn({ err: cause }, "the syslog server is away; the audit's file has all of it");
    isAway = true;
    timer = setTimeout(open, retryMs).unref();
  };
  const ready = (): void => {
    if (isAway) log.info({ lost }, "the syslog server is back; so many lines it did not get");
    isAway = false;
    lost = 0;
    pump();
  };
  function open(): void {
    timer = undefined;
    opened += 1;
    const turn = opened;
    // What an old connection still says is not about the new one.
    const current = <A extends readonly unknown[]>(call: (...args: A) => void) => {
      return (...args: A): void => {
        if (turn === opened && !isClosed) call(...args);
      };
    };
    try {
      transport = openTransport(to, config, { onReady: current(ready), onFault: current(fault) });
    } catch (cause) {
      fault(cause);
    }
  }
  open();
  return {
    tell: (line) => {
      if (isClosed) return;
      waiting.push(line);
      if (waiting.length > mostWaiting) {
        waiting.shift();
        lost += 1;
      }
      pump();
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      transport?.close();
    },
  };
}
