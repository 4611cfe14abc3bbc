import type { AuditHead } from "../../protocol/audit/head.ts";
import { chainStart } from "../../protocol/chain.ts";

/** The end of an audit in which nothing was ever written. */
export const emptyHead: AuditHead = {
  seq: 0,
  hash: chainStart,
  at: 0,
  opened: { seq: 0, hash: chainStart, run: "0".repeat(16) },
};
