import { homeReplies } from "../handlers/home/home.ts";
import { complete } from "../handlers/kit/complete.ts";
import { dispatch } from "../handlers/kit/dispatch.ts";
import { refusalReply } from "../handlers/kit/refusals.ts";
import { resultReply, unknownReply, workingReply } from "../handlers/kit/render.ts";
import { commands } from "../handlers/registry.ts";
import type { Handlers } from "./handlers.ts";

/** The handlers that the running bot uses. */
export const usualHandlers: Handlers = {
  commands,
  dispatch,
  homeReplies,
  complete,
  workingReply,
  resultReply,
  unknownReply,
  refusalReply,
};
