import { setTimeout as pause } from "node:timers/promises";
import { refusalReply } from "../../handlers/kit/refusals.ts";
import type { Refusal } from "../../protocol/refusal.ts";
import { SendError, type Shown } from "../chat/surface.ts";
import type { Admit } from "./admit.ts";
import type { WebClient } from "./clients.ts";
import { sendErrorOf } from "./faults.ts";
import type { Inbound } from "./inbound.ts";
import { said } from "./log.ts";
import { homeOpened } from "./payload.ts";
import { homeView } from "./render/modal.ts";
import { identityOf } from "./who.ts";
import { emptyHome } from "./words.ts";

const tries = 3;
const longestPauseMs = 10_000;

/** Shows a person's home tab when they open it. Never rejects: an old page is no harm. */
export function createHome(inbound: Inbound, client: WebClient, admit: Admit): (body: unknown) => Promise<void> {
  const { desk, workspace, languageOf, naming, directs, now, log } = inbound;

  const pageOf = async (user: string, team: string): Promise<Shown[]> => {
    const identity = identityOf(workspace, user, [team]);
    const barred = await admit({ identity, place: { channel: user, kind: "direct" } });
    const language = languageOf(user);
    if (barred !== undefined) return [refused(barred)];
    const shown = await desk.home({ identity, ...(language === undefined ? {} : { language }) });
    return shown.length === 0 ? [emptyHome(language)] : shown;

    function refused(refusal: Refusal): Shown {
      const { buttons: _, ...reply } = refusalReply(refusal, { language: language ?? "ja", timeZone: "UTC", now });
      return { reply: { ...reply, buttons: [] }, final: true };
    }
  };
  const publish = async (user: string, team: string): Promise<void> => {
    const shown = await pageOf(user, team);
    try {
      await client.views.publish({ user_id: user, view: homeView(shown.map(naming.named)) });
    } catch (error) {
      throw sendErrorOf("publishing a home tab", error);
    }
  };
  return async (body) => {
    const read = homeOpened.safeParse(body);
    if (!read.success) return;
    const { team_id: team, event } = read.data;
    if (event.channel !== undefined) directs.learn(event.user, event.channel);
    if (event.tab === "messages") return;
    for (let left = tries; left > 0; left -= 1)
      try {
        return await publish(event.user, team);
      } catch (cause) {
        const passes = cause instanceof SendError && (cause.kind === "limited" || cause.kind === "unreachable");
        if (!passes || left === 1) log.warn({ reason: said(cause) }, "showing somebody's home tab");
        if (!passes) return;
        await pause(Math.min(longestPauseMs, Math.max(cause.afterMs, 1_000)), undefined, { ref: false });
      }
  };
}
