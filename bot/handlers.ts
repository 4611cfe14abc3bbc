import type { Command } from "../handlers/kit/definition.ts";
import type { dispatch } from "../handlers/kit/dispatch.ts";
import type { Context } from "../handlers/kit/ports.ts";
import type { refusalReply } from "../handlers/kit/refusals.ts";
import type { resultReply, unknownReply, workingReply } from "../handlers/kit/render.ts";
import type { Reply } from "../handlers/kit/reply.ts";

/** All that the bot asks of the handlers, in one place so that tests can give others. */
export interface Handlers {
  readonly commands: readonly Command[];
  readonly dispatch: typeof dispatch;
  readonly homeReplies: (context: Context) => Promise<readonly Reply[]>;
  readonly complete: (line: string, context: Context, commands: readonly Command[]) => readonly string[];
  readonly workingReply: typeof workingReply;
  readonly resultReply: typeof resultReply;
  readonly unknownReply: typeof unknownReply;
  readonly refusalReply: typeof refusalReply;
}
