import type { Lane } from "./action.ts";

/** Names of everything in Redis, in one place. Nothing there is authority about anything. */
export const queuePrefix = "shisa";
export const queueName = (host: string, lane: Lane): string => `grants-${host}-${lane}`;
/** One job's data in a queue: the sealed grant. */
export interface DoorbellJob {
  readonly envelope: string;
}
/** List of sealed reports to the bot (RPUSH, BLMPOP). */
export const reportsKey = "shisa:reports";
/** List of sealed receipts to one executor. */
export const receiptsKey = (host: string): string => `shisa:receipts:${host}`;
/** The newest sealed inventory report of a host, for a bot that has just started. */
export const inventoryKey = (host: string): string => `shisa:inventory:${host}`;
/** Set of the hosts that have ever written an inventory. */
export const hostsKey = "shisa:hosts";
/** List of sealed questions for pieces of parcels that a host has packed. */
export const parcelAsksKey = (host: string): string => `shisa:parcel-asks:${host}`;
/** List of a parcel's sealed pieces that were asked for; gone within a minute. */
export const parcelPiecesKey = (grant: string): string => `shisa:parcel:${grant}`;
