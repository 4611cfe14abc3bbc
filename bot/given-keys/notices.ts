import { keyNotice } from "../../handlers/me/key-notice.ts";
import { keyAdd } from "../../protocol/actions/keys.ts";
import { identityText } from "../../protocol/identity.ts";
import type { Result } from "../../protocol/messages.ts";
import type { Desk } from "../chat/desk.ts";
import type { People } from "../people/people.ts";
import type { Commands } from "../store/commands.ts";

export interface NoticesParts {
  readonly people: Pick<People, "identitiesOf">;
  readonly commands: Pick<Commands, "byGrant">;
  readonly tell: Desk["tell"];
  readonly platforms: readonly string[];
  readonly timeZone: string;
  readonly now: () => number;
  readonly failed: (cause: unknown) => void;
}

/**
 * Tells a person of keys that were added in their name, in every chat where they are known but the one in which it was
 * asked, which has the answer: who has taken over one of their chats adds none unseen. Once for each result.
 */
export function createKeyNotices(parts: NoticesParts): (result: Result) => void {
  const { people, commands, tell, platforms, timeZone, now, failed } = parts;
  return ({ action, status, output, grant }) => {
    if (action !== keyAdd.name || status !== "done") return;
    const { added } = keyAdd.output.parse(output);
    const command = commands.byGrant(grant);
    if (command === undefined || added.length === 0) return;
    for (const identity of people.identitiesOf(command.account)) {
      if (!platforms.includes(identity.platform) || identityText(identity) === identityText(command.identity)) continue;
      tell(identity, `keys:${grant}:${identity.workspace}:${identity.user}`, (language) => ({
        reply: keyNotice(added, { language, timeZone, now }),
        final: true,
        status: "done",
      })).catch(failed);
    }
  };
}
