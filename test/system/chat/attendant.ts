import type { FakeDiscord } from "../../fakes/discord/discord.ts";
import type { FakeSlack } from "../../fakes/slack/slack.ts";

/** How something that was typed was acknowledged. */
export interface Acknowledged {
  /** In time, and taken. */
  readonly ok: boolean;
  /** Milliseconds from sending it to its acknowledgement. */
  readonly tookMs: number;
}

/** One message that somebody sees from the bot. */
export interface Shown {
  /** What stood there after each edit, the first one first, and since when (milliseconds since 1970). */
  readonly history: readonly string[];
  readonly times: readonly number[];
}

/** Somebody at one platform, in their direct messages with the bot. */
export interface Attendant {
  /** The identity that an administrator links. */
  readonly identity: { readonly platform: "slack" | "discord"; readonly workspace: string; readonly user: string };
  /** Types `/ping`; resolves when it is acknowledged or was not in time. */
  readonly pings: () => Promise<Acknowledged>;
  /** All that they see and did not write themselves, oldest first; Discord's "is thinking" left out. */
  readonly messages: () => readonly Shown[];
  /** Waits for a message that fits. */
  readonly sees: (pattern: RegExp, deadlineMs: number) => Promise<void>;
}

export function slackAttendant(slack: FakeSlack): Attendant {
  const person = slack.person();
  return {
    identity: { platform: "slack", workspace: slack.team, user: person.id },
    pings: async () => {
      const acted = await person.types("/ping");
      const isTaken = acted?.ok === true && acted.refused === undefined;
      return { ok: isTaken, tookMs: acted?.tookMs ?? Number.NaN };
    },
    messages: () => person.messages().filter(({ by }) => by !== person.id),
    sees: async (pattern, deadlineMs) => void (await person.sees(pattern, { deadlineMs })),
  };
}

export function discordAttendant(discord: FakeDiscord): Attendant {
  const person = discord.person();
  return {
    identity: { platform: "discord", workspace: discord.guild, user: person.id },
    pings: async () => {
      // The server's own clock has whole milliseconds.
      const began = performance.now();
      const { answer } = await person.uses("ping", {}, { in: "dm" });
      return { ok: answer === "deferred", tookMs: performance.now() - began };
    },
    messages: () =>
      person.messages().flatMap(({ by, loading, history, times }) => {
        if (by === person.id || loading) return [];
        // "Is thinking" is no message yet.
        const first = history.findIndex((text) => text !== "");
        return [{ history: history.slice(first), times: times.slice(first) }];
      }),
    sees: async (pattern, deadlineMs) => void (await person.sees(pattern, { deadlineMs })),
  };
}
