import type { Progress, Result } from "../protocol/messages.ts";
import type { Delivery } from "./delivery.ts";
import type { Ended } from "./incidents/fixed.ts";
import type { Logger } from "./log.ts";
import type { Message } from "./message.ts";
import type { Messages, Shown } from "./messages.ts";
import type { MoveOn } from "./move-on.ts";
import { isStale } from "./refresh-rule.ts";
import type { StoredCommand } from "./store/command-rows.ts";
import type { Commands } from "./store/commands.ts";
import type { Store } from "./store/database.ts";

/** A command that no host has answered, as it stands in memory; the database has all but the last three. */
export interface OpenCommand extends Shown {
  readonly boot: number;
  readonly turn: number;
  /**
   * When its executor last said something about it, by the time that it signed, in milliseconds since 1970; 0: never,
   * or not since our start.
   */
  readonly heardAt: number;
  /** When it was last sent, or found lying in Redis; 0: to be sent at once. */
  readonly sentAt: number;
  /** When its job was last put into Redis; 0: to be put there whatever lies there. */
  readonly rungAt: number;
}

export interface OpenCommands {
  readonly all: () => Iterable<OpenCommand>;
  readonly get: (grant: string) => OpenCommand | undefined;
  /** Takes in a command that was written down as `number`. */
  readonly add: (command: StoredCommand, queueAway: boolean) => OpenCommand;
  readonly message: (command: OpenCommand) => Message;
  /** Notes that a grant was looked after, or is to be sent at once (0). */
  readonly sent: (grant: string, at: number) => void;
  /** Notes that Redis took the grant; whoever was told that the queue is away is told so no more. */
  readonly reached: (grant: string, at: number) => void;
  /**
   * Shows progress. False when a later one of that grant was seen, or it is not open.
   * @param saidAt when it was signed, in milliseconds since 1970: one that was kept back or is put there again and
   *   again does not make its executor seem alive
   */
  readonly progress: (boot: number, progress: Progress, saidAt: number) => boolean;
  /** Shows the elapsed time anew to all who follow a command. */
  readonly refresh: () => void;
  /** Writes the result down, then shows it, or what follows it on another host. Resolves when it is on the disk; throws when it cannot be written. */
  readonly finish: (grant: string, result: Result) => Promise<void>;
  /** Ends a command whose host stays silent; a later result corrects it. */
  readonly giveUp: (grant: string) => Promise<void>;
  /** Writes down how far everything has come: worth having after a restart, not worth a sync for each step. */
  readonly keepProgress: () => void;
}

/** All commands that no host has answered yet. */
export function createOpenCommands(
  store: Store,
  commands: Commands,
  messages: Messages,
  moveOn: MoveOn,
  delivery: Delivery,
  now: () => number,
  log: Logger,
  /** Told of each that ended, and of each whose host stays silent. */
  ended: Ended = () => undefined,
): OpenCommands {
  const open = new Map<string, OpenCommand>();
  const finishing = new Map<string, Promise<void>>();
  const unwritten = new Set<string>();
  /** When each was last shown anew for nothing but the time that went by. */
  const refreshed = new Map<string, number>();
  const change = (grant: string, changes: Partial<OpenCommand>): OpenCommand | undefined => {
    const known = open.get(grant);
    if (known === undefined) return undefined;
    const changed = { ...known, ...changes };
    open.set(grant, changed);
    return changed;
  };
  const end = async (grant: string, done: Result): Promise<void> => {
    const command = open.get(grant);
    if (command === undefined) return;
    const onward = moveOn(command, done);
    if ("moved" in onward) {
      // How far the first host came is written with it, and must not be written over it.
      unwritten.delete(grant);
      await store.write(() => commands.moveOn(grant, onward.moved));
      const fresh = { status: "waiting", steps: [], boot: -1, turn: -1, heardAt: 0, sentAt: 0, rungAt: 0 } as const;
      const moved = change(grant, { ...onward.moved, ...fresh, steps: [] });
      if (moved !== undefined) delivery.edit(grant, messages.working(moved));
      return;
    }
    const { result } = onward;
    const final = messages.ended(command, result);
    await store.write(() => commands.end(grant, { status: result.status, result, final, endedAt: now() }));
    open.delete(grant);
    unwritten.delete(grant);
    delivery.edit(grant, final);
    ended(command, final);
  };

  return {
    all: () => open.values(),
    get: (grant) => open.get(grant),
    add: (command, queueAway) => {
      const added: OpenCommand = { ...command, queueAway, heardAt: 0, sentAt: 0, rungAt: 0 };
      open.set(command.grant_id, added);
      return added;
    },
    message: (command) => (command.status === "unknown" ? messages.unknown(command) : messages.working(command)),
    sent: (grant, at) => {
      change(grant, at === 0 ? { sentAt: 0, rungAt: 0 } : { sentAt: at });
    },
    reached: (grant, at) => {
      const wasAway = open.get(grant)?.queueAway === true;
      const changed = change(grant, { queueAway: false, rungAt: at });
      if (wasAway && changed !== undefined && changed.status !== "unknown")
        delivery.edit(grant, messages.working(changed));
    },
    progress: (boot, { grant, state, steps, turn }, saidAt) => {
      const known = open.get(grant);
      if (known === undefined || finishing.has(grant)) return false;
      if (boot < known.boot || (boot === known.boot && turn < known.turn)) return false;
      const heardAt = Math.max(known.heardAt, Math.min(saidAt, now()));
      const heard = change(grant, { heardAt, queueAway: false });
      if (heard === undefined || (boot === known.boot && turn === known.turn)) return heard !== undefined;
      if (heard.status === "unknown") return true;
      const changed = change(grant, { status: state, steps, boot, turn });
      if (changed !== undefined) delivery.edit(grant, messages.working(changed));
      unwritten.add(grant);
      return true;
    },
    refresh: () => {
      for (const grant of refreshed.keys()) if (!open.has(grant)) refreshed.delete(grant);
      for (const [grant, command] of open) {
        if (command.status === "unknown" || !delivery.isFollowed(grant)) continue;
        if (!isStale(now() - command.accepted_at, now() - (refreshed.get(grant) ?? 0))) continue;
        refreshed.set(grant, now());
        delivery.edit(grant, messages.working(command));
      }
    },
    finish: (grant, result) => {
      const going = finishing.get(grant);
      if (going !== undefined) return going;
      const started = end(grant, result).finally(() => finishing.delete(grant));
      finishing.set(grant, started);
      return started;
    },
    giveUp: async (grant) => {
      const command = open.get(grant);
      if (command === undefined || command.status === "unknown" || finishing.has(grant)) return;
      const final = messages.unknown(command);
      const given = await store.write(() => commands.giveUp(grant, final, now()));
      if (!given || finishing.has(grant) || change(grant, { status: "unknown" }) === undefined) return;
      delivery.edit(grant, final);
      ended(command, final);
    },
    keepProgress: () => {
      for (const grant of unwritten) {
        const command = open.get(grant);
        if (command === undefined) continue;
        const { status, steps, boot, turn } = command;
        store
          .write(() => commands.progress(grant, status, steps, boot, turn))
          .catch((cause: unknown) => log.error({ err: cause, grant }, "writing progress down"));
      }
      unwritten.clear();
    },
  };
}
