import { mkdir } from "node:fs/promises";
import { keptHeadsFile } from "../../protocol/audit/files.ts";
import { type KeptHeads, openKeptHeads } from "../../protocol/audit/kept.ts";
import { openSyslog } from "../../protocol/audit/syslog/syslog.ts";
import { type Audit, openAudit } from "../audit.ts";
import type { Config } from "../config.ts";
import type { Logger } from "../log.ts";
import { openStore, type Store } from "../store/database.ts";

/** What the bot writes in its state folder. */
export interface Records {
  readonly store: Store;
  readonly audit: Audit;
  /** Where the hosts' audits end. */
  readonly heads: KeptHeads;
  readonly close: () => void;
}

/** Opens the state folder, and makes it where it is missing. Throws when something in it cannot be used. */
export async function openRecords(config: Config, now: () => number, log: Logger): Promise<Records> {
  await mkdir(config.state, { recursive: true, mode: 0o700 });
  const store = openStore(config.state);
  const failed = (cause: unknown): void => log.error({ err: cause }, "keeping the audit");
  const syslog = openSyslog({ program: "shisa-bot", config: config.audit, log });
  const audit = openAudit(config.state, now, { fileBytes: config.audit.fileBytes, tell: syslog.tell, failed });
  const heads = openKeptHeads(keptHeadsFile(config.state), now, failed);
  const close = (): void => {
    audit.close();
    heads.close();
    syslog.close();
    store.close();
  };
  return { store, audit, heads, close };
}
