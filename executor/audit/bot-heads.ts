import type { AuditHead } from "../../protocol/audit/head.ts";
import type { KeptHeads } from "../../protocol/audit/kept.ts";
import type { Audit } from "../audit.ts";
import type { Logger } from "../log.ts";

export interface BotHeadsParts {
  readonly heads: KeptHeads;
  readonly audit: Pick<Audit, "writeThrottled">;
  readonly log: Logger;
}

/**
 * Takes in where a bot says that its audit ends. Receipts have no order of their own and whoever writes to Redis can
 * send one again, so only one that was signed later than the last counts; an older one that says otherwise is no proof.
 */
export function takeBotHead({ heads, audit, log }: BotHeadsParts, bot: string, said: AuditHead): void {
  const kept = heads.of(bot);
  if (kept !== undefined && said.at <= kept.at) {
    if (said.at < kept.at) audit.writeThrottled("receipt.stale", { what: "receipt.stale", bot, seq: said.seq });
    return;
  }
  const finding = heads.take(bot, said);
  if (finding === undefined) return;
  log.error({ finding }, "the bot's audit is not what it was");
  audit.writeThrottled(`bot.audit.${finding.why}`, {
    what: `bot.audit.${finding.why}`,
    name: bot,
    kept: finding.kept,
    said: finding.said,
  });
}
