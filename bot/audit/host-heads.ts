import type { AuditHead } from "../../protocol/audit/head.ts";
import type { KeptHeads } from "../../protocol/audit/kept.ts";
import type { Audit } from "../audit.ts";
import type { Logger } from "../log.ts";

export type TakeHostHead = (host: string, said: AuditHead) => void;

/** Takes in where a host says that its audit ends; to be given each host's inventories in their order. */
export function createTakeHostHead(heads: KeptHeads, audit: Pick<Audit, "record">, log: Logger): TakeHostHead {
  return (host, said) => {
    const finding = heads.take(host, said);
    if (finding === undefined) return;
    log.error({ finding }, "a host's audit is not what it was");
    const { why, kept, said: now } = finding;
    const of = { host, keptSeq: kept.seq, keptHash: kept.hash, saidSeq: now.seq, saidHash: now.hash };
    audit.record({ event: `host.audit.${why}`, why: host, ...of });
  };
}
