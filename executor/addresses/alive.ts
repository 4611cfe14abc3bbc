import { createSocket } from "node:dgram";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Patience } from "./book.ts";

/** A new try that often, because a first packet may come before the guest has put the address on, in ms. */
const betweenTriesMs = 40;
/** A try that nobody answered is given up then, in milliseconds. */
const tryMs = 1_000;
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
  const began = Date.now();
  try {
    while (Date.now() < patience.until && patience.signal?.aborted !== true) {
      void knock(address, tries.signal).then((yes) => {
        answered ||= yes;
        if (yes) hear();
      });
      poke(address);
      await (answered ? pause(betweenTriesMs) : Promise.race([heard, pause(betweenTriesMs)]));
      const believed = Date.now() - began > beliefMs;
      if ((answered || believed) && (await hasNeighbour(address, mac))) return true;
    }
    return false;
  } finally {
    tries.abort();
  }
}

/** Whether something there accepts or refuses a connection; nothing is ever sent over it. */
function knock(address: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port: 22 });
    const end = (result: boolean): void => {
      socket.destroy();
      signal.removeEventListener("abort", stop);
      resolve(result);
    };
    const stop = (): void => end(false);
    signal.addEventListener("abort", stop, { once: true });
    socket.setTimeout(tryMs, stop);
    socket.once("connect", () => end(true));
    socket.once("error", (error: NodeJS.ErrnoException) => end(error.code === "ECONNREFUSED"));
  });
}

/** Sends an empty datagram to the discard port, so that the kernel has to know its neighbour. */
function poke(address: string): void {
  const socket = createSocket("udp4");
  socket.once("error", () => socket.close());
  socket.send("", 9, address, (error) => {
    if (error === null) socket.close();
  });
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
