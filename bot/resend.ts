import type { Timings } from "./config.ts";
import type { KeptDirectory } from "./directory.ts";
import type { Link } from "./link.ts";
import type { Logger } from "./log.ts";
import type { OpenCommand, OpenCommands } from "./open-commands.ts";
import { nextAct } from "./resend-rule.ts";
import type { Sender } from "./send.ts";

export interface Resender {
  /** An executor said in which of its starts it is: after a new one it may have forgotten what was waiting. */
  readonly heardBoot: (host: string, boot: number) => void;
  readonly stop: () => void;
}

/** A job that lies in Redis is put there anew only so often, in case that it is not what we put there. */
const ringAnywayMs = 30_000;

/** Looks after unanswered commands for as long as the bot runs: sends them again, and ends those nobody answers. */
export function createResender(
  open: OpenCommands,
  sender: Sender,
  directory: Pick<KeptDirectory, "silent">,
  link: Link,
  timings: Timings,
  now: () => number,
  log: Logger,
): Resender {
  const boots = new Map<string, number>();

  const act = async (command: OpenCommand): Promise<void> => {
    const act = nextAct(command, directory.silent(command.host), now(), timings);
    if (act === "give_up") await open.giveUp(command.grant_id);
    if (act !== "send" || !link.usable()) return;
    open.sent(command.grant_id, now());
    const lately = Math.abs(now() - command.rungAt) < ringAnywayMs;
    if (lately && (await sender.waitsInQueue(command))) return;
    if (await sender.send(command, true)) open.reached(command.grant_id, now());
  };
  const tick = (): void => {
    for (const command of [...open.all()])
      act(command).catch((cause: unknown) => log.error({ err: cause, grant: command.grant_id }, "sending again"));
  };
  const sendAll = (host?: string): void => {
    for (const command of [...open.all()])
      if (host === undefined || command.host === host) open.sent(command.grant_id, 0);
    tick();
  };
  const timer = setInterval(tick, Math.min(500, timings.resendMs / 2));
  link.onUsable(() => sendAll());
  return {
    heardBoot: (host, boot) => {
      const known = boots.get(host);
      if (known !== undefined && boot <= known) return;
      boots.set(host, boot);
      if (known !== undefined) sendAll(host);
    },
    stop: () => clearInterval(timer),
  };
}
