import type { Budget } from "../../bot/incidents/budget.ts";
import type { Incidents } from "../../bot/incidents/incidents.ts";
import type { Message } from "../../bot/message.ts";
import { createSay, type SayParts } from "../../bot/oncall/channels.ts";
import { createEscalation, type Escalation } from "../../bot/oncall/escalate.ts";
import { openRota } from "../../bot/oncall/rota.ts";
import { parseOncallSettings } from "../../bot/oncall/settings.ts";
import { createTelling } from "../../bot/oncall/telling.ts";
import type { Store } from "../../bot/store/database.ts";

export interface StormOncallParts extends SayParts {
  readonly store: Store;
  readonly incidents: Incidents;
  readonly calls: Budget;
  readonly channel: string;
  /** Called with each direct message. */
  readonly told: (user: string, message: Message) => void;
}

const members = Array.from({ length: 30 }, (_, index) => `member${index}`);
const timeZone = "Asia/Tokyo";

/** Thirty people who take turns, all of them in one chat, and who are called for what a storm brings. */
export function openStormOncall({ store, incidents, calls, posts, channel, told, now }: StormOncallParts): Escalation {
  const person = (name: string) => ({ name, uid: 5_000, fullName: "", roles: [] });
  const settings = parseOncallSettings(JSON.stringify({ members, since: "2026-11-02" }));
  const rota = openRota({ store, settings, directory: { person }, timeZone });
  const keys = new Set<string>();
  const telling = createTelling({
    ...{ incidents, calls, timeZone, now, directory: { person }, say: createSay({ posts, now }) },
    ...{ channels: [{ platform: "slack", workspace: "T1", channel }], platforms: ["slack"], language: "en" },
    people: {
      identitiesOf: (user) => [{ platform: "slack", workspace: "T1", user }],
      find: ({ user }) => ({ account: user, uid: 5_000 }),
    },
    tell: async ({ user }, key, message) => {
      if (!keys.has(key)) told(user, message("en"));
      keys.add(key);
    },
  });
  const { numbers } = settings;
  return createEscalation({
    ...{ store, incidents, rota, telling, numbers, timeZone, now, isSuspended: () => false },
  });
}
