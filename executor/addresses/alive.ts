import { createSocket } from "node:dgram";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Patience } from "./book.ts";

/** A new try that often, because a first packet may come before the guest has put the address on, in ms. */
const betweenTriesMs = 40;
/** A try that nobody answered is given up then, in milliseconds. */
const tryMs = 1_000;
/** A guest that was heard a moment ago and is silent so many times in a row drops what is sent to it. */
const enoughSilences = 3;
/**
 * How long the kernel goes on believing a neighbour that no longer answers: 5 s of delay and 3 questions, 1 s each
 * (arp(7): delay_first_probe_time, ucast_solicit, retrans_time), and some more.
 */
const beliefMs = 10_000;

/**
 * Waits until an address answers, with this MAC. A guest without a firewall accepts or refuses a TCP connection at
 * once; one that drops everything still has to answer ARP, which takes as long as the kernel's belief.
 */
export async function answers(address: string, mac: string, patience: Patience): Promise<boolean> {
  const tries = new AbortController();
  let answered = false;
  let hear: () => void = () => undefined;
  const heard = new Promise<void>((resolve) => {
    hear = resolve;
  });
  const began = performance.now();
  try {
    while (performance.now() < patience.deadline && patience.signal?.aborted !== true) {
      void knock(address, tries.signal).then((what) => {
        answered ||= what !== "nothing";
        if (answered) hear();
      });
      poke(address);
      await (answered ? pause(betweenTriesMs) : Promise.race([heard, pause(betweenTriesMs)]));
      const believed = performance.now() - began > beliefMs;
      if ((answered || believed) && (await hasNeighbour(address, mac))) return true;
    }
    return false;
  } finally {
    tries.abort();
  }
}

/**
 * Waits until connections to port 22 are accepted, as long as they are refused: a guest has its address a moment before
 * its ssh server listens. False when the patience is at its end, and at once where nobody answers at all: a firewall
 * does not open by waiting. `port` for tests.
 */
export async function opens(address: string, patience: Patience, port = 22): Promise<boolean> {
  let silences = 0;
  while (performance.now() < patience.deadline && patience.signal?.aborted !== true) {
    const heard = await knock(address, patience.signal, port);
    if (heard === "accepted") return true;
    silences = heard === "refused" ? 0 : silences + 1;
    if (silences === enoughSilences) return false;
    await pause(betweenTriesMs);
  }
  return false;
}

export type Heard = "accepted" | "refused" | "nothing";

/** What a connection to a port meets; nothing is ever sent over it. */
export function knock(address: string, signal: AbortSignal | undefined, port = 22): Promise<Heard> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const end = (heard: Heard): void => {
      socket.destroy();
      signal?.removeEventListener("abort", stop);
      resolve(heard);
    };
    const stop = (): void => end("nothing");
    signal?.addEventListener("abort", stop, { once: true });
    socket.setTimeout(tryMs, stop);
    socket.once("connect", () => end("accepted"));
    socket.once("error", (error: NodeJS.ErrnoException) => end(error.code === "ECONNREFUSED" ? "refused" : "nothing"));
  });
}

/** Sends an empty datagram to the discard port, so that the kernel has to know its neighbour. */
function poke(address: string): void {
  const socket = createSocket("udp4");
  let isOpen = true;
  const close = (): void => {
    if (isOpen) socket.close();
    isOpen = false;
  };
  socket.on("error", close);
  socket.send("", 9, address, close);
}

/** Looks into the kernel's neighbours (proc(5), /proc/net/arp): flag 2 is a complete entry. */
async function hasNeighbour(address: string, mac: string): Promise<boolean> {
  return parseNeighbours(await readFile("/proc/net/arp", "utf8")).get(address) === mac;
}

/** Address → MAC of all complete entries. */
export function parseNeighbours(content: string): ReadonlyMap<string, string> {
  const rows = content
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/));
  return new Map(
    rows.flatMap(([address, , flags, mac]) =>
      address !== undefined && mac !== undefined && (Number(flags) & 2) !== 0 ? [[address, mac.toLowerCase()]] : [],
    ),
  );
}
