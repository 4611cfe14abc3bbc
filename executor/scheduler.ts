import type { Lane } from "../protocol/action.ts";
import { accepted, type Outcome, refuse, refused } from "../protocol/refusal.ts";

/** One admitted job that waits for its turn. */
export interface Ticket {
  readonly id: string;
  /** Whose turn it takes. */
  readonly account: string;
  readonly lane: Lane;
  /** Cancelling must not wait behind what it cancels: such jobs are counted by themselves. */
  readonly isCancel: boolean;
  /** Milliseconds since 1970; not started later than this. */
  readonly deadline: number;
}

export interface SchedulerOptions<T extends Ticket> {
  readonly lanes: Readonly<Record<Lane, number>>;
  readonly perPerson: { readonly running: number; readonly waiting: number };
  /** How many slots of an account are held by programs that could not be ended. */
  readonly held: (account: string) => number;
  /** Does a job; its slot is free again when this settles. */
  readonly start: (ticket: T) => Promise<void>;
}

export interface Scheduler<T extends Ticket> {
  /** Takes a job in, or refuses it because its person has too many already. */
  readonly submit: (ticket: T) => Outcome<"running" | "waiting">;
  /** Counts work as running that did not wait for its turn: begun before this executor started, or only ended now. */
  readonly adopt: (ticket: T, work: Promise<void>) => void;
  readonly find: (id: string) => { ticket: T; state: "running" | "waiting" } | undefined;
  /** While a job only waits for what goes on outside (protocol/action.ts), it runs and holds no slot. */
  readonly setAside: (id: string, isAside: boolean) => void;
  /** Takes a waiting job out. */
  readonly withdraw: (id: string) => T | undefined;
  /** Takes out all waiting jobs whose deadline has passed. */
  readonly expire: (now: number) => T[];
  /** Starts what can be started; needed only when a held slot may have become free. */
  readonly pump: () => void;
  readonly counts: () => { running: number; waiting: number };
  /** Starts nothing more; resolves when nothing runs but what was set aside, or after `limitMs`. */
  readonly drain: (limitMs: number) => Promise<void>;
}

/** Cancels are a person's too, but in a queue of their own. */
const keyOf = ({ account, isCancel }: Ticket): string => (isCancel ? `cancel ${account}` : account);

/** Two lanes, each fair: the person whose turn is longest ago is next, whoever asked first or most. */
export function createScheduler<T extends Ticket>(options: SchedulerOptions<T>): Scheduler<T> {
  const running = new Map<string, T>();
  const aside = new Set<string>();
  // A Map keeps the order of insertion: among those who have waited equally long, who asked first is first.
  const waiting: Record<Lane, Map<string, T[]>> = { quick: new Map(), long: new Map() };
  /** When each person last had a turn; 0 for somebody who never had one. */
  const lastTurn = new Map<string, number>();
  const turnOf = (key: string): number => lastTurn.get(key) ?? 0;
  let turns = 0;
  let isDraining = false;
  let whenIdle: (() => void) | undefined;

  const busy = (): T[] => [...running.values()].filter(({ id }) => !aside.has(id));
  const runningOf = (key: string): number => {
    let count = 0;
    for (const ticket of busy()) if (keyOf(ticket) === key) count += 1;
    return count;
  };
  const runningIn = (lane: Lane): number => {
    let count = 0;
    for (const ticket of busy()) if (ticket.lane === lane) count += 1;
    return count;
  };
  const allWaiting = (): T[] => [...waiting.quick.values(), ...waiting.long.values()].flat();
  const heldBy = (ticket: T): number => (ticket.isCancel ? 0 : options.held(ticket.account));
  const mayRun = (ticket: T): boolean => runningOf(keyOf(ticket)) + heldBy(ticket) < options.perPerson.running;

  function remove(ticket: T): void {
    const key = keyOf(ticket);
    const rest = (waiting[ticket.lane].get(key) ?? []).filter(({ id }) => id !== ticket.id);
    if (rest.length === 0) waiting[ticket.lane].delete(key);
    else waiting[ticket.lane].set(key, rest);
  }

  /** The first job of the person whose last turn is longest ago, of those who may have one more. */
  function next(lane: Lane): T | undefined {
    let best: T | undefined;
    for (const [key, [first]] of waiting[lane]) {
      if (first === undefined || !mayRun(first)) continue;
      if (best === undefined || turnOf(key) < turnOf(keyOf(best))) best = first;
    }
    if (best === undefined) return undefined;
    remove(best);
    turns += 1;
    lastTurn.set(keyOf(best), turns);
    return best;
  }

  function goOn(): void {
    if (busy().length === 0) whenIdle?.();
    pump();
  }

  function run(ticket: T, work: Promise<void>): void {
    running.set(ticket.id, ticket);
    const finish = (): void => {
      running.delete(ticket.id);
      aside.delete(ticket.id);
      goOn();
    };
    void work.then(finish, finish);
  }

  function pump(): void {
    if (isDraining) return;
    for (const lane of ["quick", "long"] as const) {
      while (runningIn(lane) < options.lanes[lane]) {
        const ticket = next(lane);
        if (ticket === undefined) break;
        run(ticket, options.start(ticket));
      }
    }
  }

  function find(id: string) {
    const ticket = running.get(id);
    if (ticket !== undefined) return { ticket, state: "running" } as const;
    const waits = allWaiting().find((each) => each.id === id);
    return waits === undefined ? undefined : ({ ticket: waits, state: "waiting" } as const);
  }

  return {
    submit(ticket) {
      const key = keyOf(ticket);
      const waits = (waiting.quick.get(key)?.length ?? 0) + (waiting.long.get(key)?.length ?? 0);
      if (waits >= options.perPerson.waiting) {
        return refused(
          refuse("queue.full", {
            running: runningOf(key) + heldBy(ticket),
            waiting: waits,
            limit_running: options.perPerson.running,
            limit_waiting: options.perPerson.waiting,
          }),
        );
      }
      waiting[ticket.lane].set(key, [...(waiting[ticket.lane].get(key) ?? []), ticket]);
      pump();
      return accepted(running.has(ticket.id) ? "running" : "waiting");
    },
    adopt: run,
    find,
    setAside(id, isAside) {
      if (!running.has(id)) return;
      if (isAside) aside.add(id);
      else aside.delete(id);
      goOn();
    },
    withdraw(id) {
      const found = find(id);
      if (found?.state !== "waiting") return undefined;
      remove(found.ticket);
      return found.ticket;
    },
    expire(now) {
      const late = allWaiting().filter(({ deadline }) => deadline < now);
      for (const ticket of late) remove(ticket);
      return late;
    },
    pump,
    counts: () => ({ running: busy().length, waiting: allWaiting().length }),
    async drain(limitMs) {
      isDraining = true;
      if (busy().length === 0) return;
      let limit: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        whenIdle = resolve;
        limit = setTimeout(resolve, limitMs);
      });
      clearTimeout(limit);
    },
  };
}
