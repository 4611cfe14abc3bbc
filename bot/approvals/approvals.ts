import type { Approvals, ApprovalView } from "../../handlers/kit/approvals.ts";
import type { ErasedActionCommand } from "../../handlers/kit/definition.ts";
import type { Invocation } from "../../handlers/kit/dispatch.ts";
import type { Context } from "../../handlers/kit/ports.ts";
import type { Refusal } from "../../protocol/refusal.ts";
import type { Message } from "../message.ts";

/** A request that nothing but another person's yes holds back. */
export interface Held {
  readonly command: ErasedActionCommand;
  readonly host: string;
  readonly input: unknown;
  /** Which rule asks, and whose yes lifts it. */
  readonly refusal: Refusal;
}

/** The bot's own side of approvals: what waits is on the disk, and is asked, told and ended over restarts. */
export interface ApprovalBook extends Approvals {
  /** Writes down a request and asks for the yes. The same invocation again is the same request. */
  readonly hold: (held: Held, invocation: Invocation, context: Context) => Promise<void>;
  readonly byInvocation: (invocation: string) => ApprovalView | undefined;
  /** What who asked is shown while it waits and when it ended without being run. */
  readonly message: (view: ApprovalView) => Message;
  /** Called with each that was asked for, changed or ended. */
  readonly onChange: (call: (view: ApprovalView) => void) => void;
  readonly stop: () => void;
}
