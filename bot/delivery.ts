import type { Message, MessagePort } from "./message.ts";

export interface Delivery {
  /** Shows a job's message as it is now, and each edit of it from now on, until the port is gone or the job ended. */
  readonly follow: (grant: string, port: MessagePort, current: Message) => void;
  /** A newer state of a job's message. A final one is shown at once; others no faster than each port bears. */
  readonly edit: (grant: string, message: Message) => void;
  readonly isFollowed: (grant: string) => boolean;
  readonly close: () => void;
}

interface Follower {
  readonly port: MessagePort;
  shownAt: number;
  held: Message | undefined;
  timer: NodeJS.Timeout | undefined;
}

/** Brings the edits of jobs' messages to whoever follows them; several may follow one job. */
export function createDelivery(now: () => number): Delivery {
  const followers = new Map<string, Set<Follower>>();

  const show = (follower: Follower, message: Message): void => {
    clearTimeout(follower.timer);
    follower.timer = undefined;
    follower.held = undefined;
    follower.shownAt = now();
    follower.port.show(message);
  };
  const soon = (follower: Follower, message: Message): void => {
    const { editEveryMs } = follower.port;
    // Never longer than that: the clock may have been set back since.
    const wait = Math.min(follower.shownAt + editEveryMs - now(), editEveryMs);
    if (wait <= 0) {
      show(follower, message);
      return;
    }
    follower.held = message;
    follower.timer ??= setTimeout(() => {
      if (follower.held !== undefined) show(follower, follower.held);
    }, wait);
  };
  const forget = (grant: string, follower: Follower): void => {
    clearTimeout(follower.timer);
    const all = followers.get(grant);
    all?.delete(follower);
    if (all?.size === 0) followers.delete(grant);
  };

  return {
    follow: (grant, port, current) => {
      const follower: Follower = { port, shownAt: 0, held: undefined, timer: undefined };
      if (!isSettled(current)) {
        const all = followers.get(grant) ?? new Set();
        followers.set(grant, all.add(follower));
        port.onGone(() => forget(grant, follower));
      }
      show(follower, current);
    },
    edit: (grant, message) => {
      for (const follower of followers.get(grant) ?? []) {
        if (message.final) show(follower, message);
        else soon(follower, message);
        if (isSettled(message)) forget(grant, follower);
      }
    },
    isFollowed: (grant) => followers.has(grant),
    close: () => {
      for (const [grant, all] of followers) for (const follower of all) forget(grant, follower);
    },
  };
}

/** An end that nobody knows may still be corrected, so those who follow it stay. */
const isSettled = (message: Message): boolean => message.final && message.status !== "unknown";
