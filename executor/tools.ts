import type { Redis } from "ioredis";
import type { Decider } from "../policies/decide.ts";
import type { AuditHead } from "../protocol/audit/head.ts";
import type { OwnKeys } from "../protocol/keys.ts";
import type { Trust } from "../protocol/trust.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Exec } from "./exec.ts";
import type { People } from "./facts.ts";
import type { RemovedLinks } from "./links/removed.ts";
import type { Logger } from "./log.ts";
import type { Munge } from "./munge/munge.ts";
import type { Prover } from "./munge/prover.ts";
import type { OrderBook } from "./orders/book.ts";

/** What every family of runners is made with. */
export interface RunnerTools {
  readonly config: Config;
  readonly exec: Exec;
  readonly people: People;
  /** Reads munge credentials. */
  readonly munge: Munge;
  /** Says who made a munge credential. */
  readonly prover: Prover;
  /** Which links were ended. */
  readonly removed: RemovedLinks;
  /** The orders that this host goes by. */
  readonly orders: OrderBook;
  /** This executor's own keys. */
  readonly own: OwnKeys;
  readonly trust: Trust;
  /** What the policies of this host say. */
  readonly decide: Decider["decide"];
  /** Where the audit ends. */
  readonly audit: () => AuditHead;
  /** Opens a connection to Redis, which whoever asks for it ends. */
  readonly connect: () => Redis;
  readonly now: Clock;
  readonly log: Logger;
}
