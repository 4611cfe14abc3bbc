import type { Press } from "../chat/desk.ts";
import type { Ack, Inbound } from "./inbound.ts";
import type { Opener } from "./open-form.ts";
import { pressPayload } from "./payload.ts";
import { take } from "./take.ts";
import { placePressed, pressedOn, whoPressed } from "./who.ts";

/** What was pressed. Rejects, without acknowledging, when it could not be taken. */
export function createActions(inbound: Inbound, opener: Opener): (payload: unknown, ack: Ack) => Promise<void> {
  const { desk, workspace, languageOf, isBarred, directs, now, log } = inbound;
  return async (payload, ack) => {
    const read = pressPayload.parse(payload);
    const language = languageOf(read.user.id);
    const on = pressedOn(read);
    // What the bot can post there, and this person see, is theirs.
    if (on !== undefined) directs.learn(read.user.id, on.channel);
    const press: Press = {
      identity: whoPressed(workspace, read),
      place: placePressed(read, directs, now()),
      ...(language === undefined ? {} : { language }),
      id: read.actions[0]?.action_id ?? "",
      ...(on === undefined ? {} : { on }),
    };
    const answer = desk.pressed(press, !isBarred(read.user.id));
    if (answer.kind === "line") return take(desk, answer.arrival, ack, log);
    await ack();
    if (answer.kind === "told") return opener.tell(answer, read.trigger_id, press.place);
    return opener.form(answer, read.trigger_id, press.place, () => desk.pressed(press, false));
  };
}
