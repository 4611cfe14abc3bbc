import { EnvelopeError, open } from "../protocol/envelope.ts";
import type { OwnKeys, PeerKeys } from "../protocol/keys.ts";
import { type Inventory, type Progress, type Report, type Result, reportSchema } from "../protocol/messages.ts";
import type { Trust } from "../protocol/trust.ts";
import type { TakeHostHead } from "./audit/host-heads.ts";
import type { Audit } from "./audit.ts";
import type { KeptDirectory } from "./directory.ts";
import { type Inquiries, isInquiry } from "./inquiries.ts";
import { hasOnlySteps, judgeResult } from "./judge.ts";
import type { Logger } from "./log.ts";
import type { OpenCommands } from "./open-commands.ts";
import type { Learn } from "./people/learn.ts";
import type { Receipts } from "./receipts.ts";
import type { Resender } from "./resend.ts";
import type { StoredCommand } from "./store/command-rows.ts";
import type { Commands } from "./store/commands.ts";

export interface ReportsParts {
  readonly own: OwnKeys;
  readonly trust: Trust;
  readonly now: () => number;
  readonly commands: Commands;
  readonly open: OpenCommands;
  readonly inquiries: Pick<Inquiries, "sent" | "answer">;
  readonly directory: KeptDirectory;
  readonly learn: Learn;
  readonly receipts: Receipts;
  /** Called when an inventory was taken in. */
  readonly heard?: () => void;
  /** Told why a report cannot be read or believed at all. */
  readonly unbelieved?: (why: string) => void;
  readonly resender: Resender;
  readonly audit: Audit;
  /** Where the hosts' audits end. */
  readonly takeHead: TakeHostHead;
  readonly log: Logger;
}

/**
 * Takes in one sealed report from Redis, where anyone may have put or changed it. Only what a trusted executor signed
 * about itself, and about grants that it was sent, is believed; all else is audited and changes nothing. Resolves
 * when all results in it are on the disk.
 */
export type TakeReport = (envelope: string) => Promise<void>;

/** Whether a host that a command has gone on from says something of its part once more. */
const isEarlier = (
  command: Pick<StoredCommand, "legs" | "executor"> | undefined,
  peer: PeerKeys,
  body: Result | Progress,
): boolean =>
  command?.executor !== peer.id &&
  command?.legs.some(
    ({ executor, action }) => executor === peer.id && (body.kind === "progress" || body.action === action),
  ) === true;

export function createReports(parts: ReportsParts): TakeReport {
  const {
    own,
    trust,
    now,
    commands,
    open: openCommands,
    inquiries,
    directory,
    learn,
    receipts,
    resender,
    audit,
    takeHead,
    heard,
    log,
  } = parts;
  const distrust = (peer: PeerKeys, why: string, grant?: string): void =>
    audit.record({ event: "report.distrusted", why, executor: peer.name, grant });

  const inventory = (peer: PeerKeys, { host, boot, seq, iat }: Report, body: Inventory): void => {
    if (directory.take({ host, boot, seq, saidAt: iat * 1000, inventory: body })) {
      takeHead(host, body.audit);
      heard?.();
    } else if (directory.isOlder(host, boot, seq)) distrust(peer, "an older inventory");
  };
  const progress = (peer: PeerKeys, { boot, iat }: Report, body: Progress): void => {
    const command = openCommands.get(body.grant) ?? commands.byGrant(body.grant);
    if (command === undefined && inquiries.sent(body.grant) !== undefined) return;
    if (isEarlier(command, peer, body)) return;
    if (command === undefined) distrust(peer, "progress of a grant that was not sent", body.grant);
    else if (command.executor !== peer.id) distrust(peer, "progress of another executor's grant", body.grant);
    else if (!hasOnlySteps(command.action, body.steps)) distrust(peer, "progress with unknown steps", body.grant);
    else if (!openCommands.progress(boot, body, iat * 1000)) distrust(peer, "progress that comes too late", body.grant);
  };
  /** What the bot itself asked. Of one that it does not wait for any more nothing is believed, nor heard again. */
  const inquired = (peer: PeerKeys, body: Result): void => {
    const sent = inquiries.sent(body.grant);
    const judged = judgeResult(sent, peer.id, body);
    if (!judged.ok && sent !== undefined) {
      distrust(peer, judged.why, body.grant);
      return;
    }
    if (judged.ok) inquiries.answer(body.grant, judged.result);
    receipts.give(peer, body.grant);
  };
  const result = async (peer: PeerKeys, body: Result): Promise<void> => {
    const command = openCommands.get(body.grant) ?? commands.byGrant(body.grant);
    if (command === undefined && isInquiry(body.action)) return inquired(peer, body);
    // It was taken in when the command went on from there.
    if (isEarlier(command, peer, body)) return receipts.give(peer, body.grant);
    const judged = judgeResult(command, peer.id, body);
    if (!judged.ok) return distrust(peer, judged.why, body.grant);
    const wrong = await learn(command, judged.result);
    if (wrong !== undefined) return distrust(peer, wrong, body.grant);
    // Also a copy waits until the first is on the disk: only then the executor may forget it.
    if (openCommands.get(body.grant) !== undefined) await openCommands.finish(body.grant, judged.result);
    receipts.give(peer, body.grant);
  };

  return async (envelope) => {
    try {
      const expected = { type: "shisa-report", schema: reportSchema, trust, role: "executor", now: now() } as const;
      const { message: report, peer } = await open(envelope, own, expected);
      if (peer.name !== report.host) return distrust(peer, "a report in another host's name");
      resender.heardBoot(report.host, report.boot);
      const results: Promise<void>[] = [];
      for (const body of report.bodies) {
        if (body.kind === "inventory") inventory(peer, report, body);
        else if (body.kind === "progress") progress(peer, report, body);
        else results.push(result(peer, body));
      }
      await Promise.all(results);
    } catch (cause) {
      if (cause instanceof EnvelopeError) {
        audit.record({ event: "report.refused", why: cause.message });
        parts.unbelieved?.(cause.message);
      } else log.error({ err: cause }, "taking in a report");
    }
  };
}
