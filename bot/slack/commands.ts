import type { Arrival } from "../chat/arrival.ts";
import type { Shown } from "../chat/surface.ts";
import type { Ack, Inbound } from "./inbound.ts";
import type { Opener } from "./open-form.ts";
import { commandPayload } from "./payload.ts";
import { escaped, type Rendered, renderMessage } from "./render/message.ts";
import { take } from "./take.ts";
import { identityOf, placeTyped } from "./who.ts";
import { unknownCommand } from "./words.ts";

export type CommandAck = Ack<{ readonly response_type: "ephemeral" } & Pick<Rendered, "blocks" | "text">>;

/** Longer lines are refused by whoever reads them; what was typed beyond is not needed for that. */
const longestText = 7_800;

/** What was typed as a slash command. Rejects, without acknowledging, when it could not be taken. */
export function createCommands(inbound: Inbound, opener: Opener): (payload: unknown, ack: CommandAck) => Promise<void> {
  const { desk, workspace, languageOf, isBarred, naming, directs, now, log } = inbound;
  const tell = (shown: Shown, ack: CommandAck): Promise<void> => {
    const { blocks, text } = renderMessage(naming.named(shown));
    return ack({ response_type: "ephemeral", blocks, text });
  };

  return async (payload, ack) => {
    const read = commandPayload.parse(payload);
    const { user_id: user, team_id: team, trigger_id: trigger } = read;
    const language = languageOf(user);
    const family = naming.familyOf(read.command);
    if (family === undefined) return tell(unknownCommand(language), ack);
    const place = placeTyped(read, directs, now());
    const arrival: Arrival = {
      invocation: `slack:${trigger}`,
      identity: identityOf(workspace, user, [team]),
      place,
      ...(language === undefined ? {} : { language }),
      line: `/${family} ${unescaped(read.text).slice(0, longestText)}`.trimEnd(),
      confirmed: false,
      attachments: [],
      at: now(),
    };
    const answer = desk.typed(arrival, !isBarred(user));
    if (answer.kind === "told") return tell(answer.shown, ack);
    if (answer.kind === "line") return take(desk, answer.arrival, ack, log);
    await ack();
    return opener.form(answer, trigger, place, () => desk.typed(arrival, false));
  };
}

/** Slack escapes what people type as it wants messages escaped. */
const unescaped = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt);/gu, (entity) => ["&", "<", ">"].find((it) => escaped(it) === entity) ?? entity);
