import type { Reference } from "../../../bot/chat/arrival.ts";
import { type Audience, SendError, type Shown, type Surface } from "../../../bot/chat/surface.ts";

/** One message as a platform was given it. */
export interface Said {
  readonly to: string;
  readonly audience: Audience | "edit";
  readonly at: Reference | undefined;
  readonly shown: Shown;
}

/** A platform of no limits that keeps all it is given; `refuse` says what it does not take. */
export function scriptedPlatform(platform = "slack") {
  const said: Said[] = [];
  let refuse: (said: Said) => SendError | undefined = () => undefined;
  const take = (one: Said): void => {
    const fault = refuse(one);
    if (fault !== undefined) throw fault;
    said.push(one);
  };
  const surface: Surface = {
    platform,
    editEveryMs: 0,
    editsPerMinute: Number.POSITIVE_INFINITY,
    post: async (audience, { identity, place }, shown) => {
      const channel = audience === "direct" ? `D${identity.user}` : place.channel;
      const at = audience === "note" ? undefined : { channel, message: `m${said.length}`, audience };
      take({ to: identity.user, audience, at, shown });
      return at;
    },
    reply: async (under, shown) => {
      const at = { channel: under.channel, message: `m${said.length}`, audience: "place" } as const;
      take({ to: under.message, audience: "place", at, shown });
      return at;
    },
    edit: async (at, shown) => take({ to: "", audience: "edit", at, shown }),
    admit: async () => undefined,
    fetch: async () => new Uint8Array(),
  };
  return {
    surface,
    said,
    titles: () => said.map(({ shown }) => shown.reply.title),
    /** The id of the newest button with such a label. */
    button: (label: RegExp): string =>
      said.flatMap(({ shown }) => shown.reply.buttons).findLast((each) => label.test(each.label))?.id ?? "",
    refuses: (rule: typeof refuse) => {
      refuse = rule;
    },
  };
}

export const gone = (): SendError => new SendError("gone", "as the test says");
