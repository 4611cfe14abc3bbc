import { findAction } from "../protocol/catalogue.ts";
import type { Desk } from "./chat/desk.ts";
import type { Ended } from "./incidents/fixed.ts";

export interface LateEndingParts {
  readonly tell: Desk["tell"];
  readonly platforms: readonly string[];
  readonly now: () => number;
  readonly failed: (cause: unknown) => void;
}

/** Whoever waited longer than this for a job may have looked elsewhere since, in milliseconds. */
const patienceMs = 3 * 60_000;

/**
 * An edited message makes no sound. Where a job waited long for what goes on outside, its person is told of the end by
 * a message of its own, once; the whole of it, log and steps, stays in the message that was edited.
 */
export function createLateEndings({ tell, platforms, now, failed }: LateEndingParts): Ended {
  return ({ action, accepted_at: since, identity, grant_id: grant }, { reply, status }) => {
    if (findAction(action)?.waits === undefined || !platforms.includes(identity.platform)) return;
    if (status === undefined || status === "unknown" || now() - since < patienceMs) return;
    const { file: _file, code: _code, steps: _steps, chart: _chart, ...short } = reply;
    tell(identity, `ended:${grant}`, () => ({
      reply: { ...short, privacy: "private" },
      final: true,
      status,
    })).catch(failed);
  };
}
