import { Routes } from "discord.js";
import { LRUCache } from "lru-cache";
import { z } from "zod";
import { type Refusal, refuse } from "../../protocol/refusal.ts";
import type { Arrival } from "../chat/arrival.ts";
import { SendError } from "../chat/surface.ts";
import { codeOf, sendErrorOf } from "./faults.ts";
import type { Rests } from "./rests.ts";

/** How long it is believed that somebody belongs to the server, in milliseconds. */
const believedMs = 60_000;
const keptMembers = 5_000;

const memberSchema = z.looseObject({ user: z.looseObject({ bot: z.boolean().nullish() }) });
type Standing = "member" | "bot" | "stranger";

export interface Admission {
  /** Discord itself said with an interaction who somebody is in our server. */
  readonly saw: (user: string, standing: "member" | "bot") => void;
  /**
   * Why this person may not use the bot from there. Only our own server is heard, and in direct messages only who is
   * in it now. Rejects with a SendError when Discord cannot say.
   */
  readonly admit: (arrival: Pick<Arrival, "identity">) => Promise<Refusal | undefined>;
}

const unknownMember = 10007;
const unknownUser = 10013;

export function createAdmission(guild: string, rests: Pick<Rests, "posts">): Admission {
  const standings = new LRUCache<string, Standing>({ max: keptMembers, ttl: believedMs });

  const ask = async (user: string): Promise<Standing> => {
    try {
      const read = memberSchema.safeParse(await rests.posts.get(Routes.guildMember(guild, user)));
      if (!read.success) throw new SendError("unreachable", "asking who somebody is: Discord's answer cannot be read");
      return read.data.user.bot === true ? "bot" : "member";
    } catch (cause) {
      const code = codeOf(cause);
      if (code === unknownMember || code === unknownUser) return "stranger";
      const fault = sendErrorOf("asking who somebody is", cause);
      // Who was put out of the server itself knows nobody there.
      if (fault.kind === "gone") return "stranger";
      throw fault;
    }
  };
  return {
    saw: (user, standing) => void standings.set(user, standing),
    admit: async ({ identity: { workspace, user } }) => {
      if (workspace !== guild) return refuse("place.workspace");
      const known = standings.get(user);
      const standing = known ?? (await ask(user));
      if (known === undefined) standings.set(user, standing);
      if (standing === "bot") return refuse("person.bot");
      return standing === "stranger" ? refuse("person.guest") : undefined;
    },
  };
}
