import type { Approvals, ApprovalView } from "../../handlers/kit/approvals.ts";
import type { Held, Invocation } from "../../handlers/kit/dispatch.ts";
import type { Context } from "../../handlers/kit/ports.ts";
import type { Refusal } from "../../protocol/refusal.ts";
import type { Message } from "../message.ts";

/** The bot's own side of approvals: what waits is on the disk, and is asked, told and ended over restarts. */
export interface ApprovalBook extends Approvals {
  /**
   * Writes down a request and asks for the yes. The same invocation again is the same request. A refusal where too many
   * of the person's wait already.
   */
  readonly hold: (held: Held, invocation: Invocation, context: Context) => Promise<Refusal | undefined>;
  readonly byInvocation: (invocation: string) => ApprovalView | undefined;
  /** What who asked is shown while it waits and when it ended without being run. */
  readonly message: (view: ApprovalView) => Message;
  /** What everybody in the approvers' channels is shown; undefined number: of one that is not known any more. */
  readonly card: (number: number) => Message;
  /**
   * Called with each that was asked for, changed or ended; `seen` where who asked has the message before them, or will
   * find it where they typed.
   */
  readonly onChange: (call: (view: ApprovalView, seen: boolean) => void) => void;
  /** Ends what nobody answered in time, and takes on what was approved when the bot was interrupted. */
  readonly sweep: () => Promise<void>;
  readonly stop: () => void;
}
