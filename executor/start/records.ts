import { keptHeadsFile } from "../../protocol/audit/files.ts";
import { type KeptHeads, openKeptHeads } from "../../protocol/audit/kept.ts";
import { openSyslog } from "../../protocol/audit/syslog/syslog.ts";
import { type Audit, openAudit } from "../audit.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { type Journal, openJournal } from "../journal.ts";
import { openRemovedLinks, type RemovedLinks } from "../links/removed.ts";
import type { Logger } from "../log.ts";

/** What the executor writes in its state folder. */
export interface Records {
  readonly removed: RemovedLinks;
  readonly journal: Journal;
  readonly audit: Audit;
  /** Where the bots' audits end. */
  readonly heads: KeptHeads;
  readonly close: () => Promise<void>;
}

/** Opens what is in the state folder. Throws where something in it is damaged. */
export async function openRecords(config: Config, now: Clock, log: Logger): Promise<Records> {
  const removed = await openRemovedLinks(config.state, now);
  const journal = await openJournal(config.state);
  const failed = (cause: unknown): void => log.error({ err: cause }, "keeping the audit");
  const syslog = openSyslog({ program: "shisa-executor", config: config.audit, log });
  const audit = await openAudit(config.state, now, { fileBytes: config.audit.fileBytes, tell: syslog.tell, failed });
  const heads = openKeptHeads(keptHeadsFile(config.state), now, failed);
  const close = async (): Promise<void> => {
    await audit.close();
    heads.close();
    syslog.close();
    await journal.close();
  };
  return { removed, journal, audit, heads, close };
}
