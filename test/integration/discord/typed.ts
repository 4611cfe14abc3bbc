import { expect } from "vitest";
import type { Arrival } from "../../../bot/chat/arrival.ts";
import { until } from "../../fakes/kit/until.ts";
import type { Scene } from "./scene.ts";

/** What somebody typed just now, acknowledged and not answered yet. */
export async function typedIn(
  scene: Scene,
  where: "dm" | "general",
  person = scene.discord.person(),
): Promise<Arrival> {
  const before = scene.desk.brought.ran.length;
  await person.uses("ping", {}, { in: where });
  await until("it ran", () => scene.desk.brought.ran.length > before);
  const arrival = scene.desk.brought.ran.at(-1);
  if (arrival === undefined) throw new Error("nothing ran");
  return arrival;
}

/** Stops a scene and sees that no token of its bot or of any interaction was written in the log. */
export async function stopAndLookForSecrets(scene: Scene): Promise<void> {
  await scene.stop();
  const written = scene.log.join("");
  const secrets = [...scene.discord.world.interactions.values()].map(({ token }) => token);
  for (const secret of [...secrets, scene.discord.token]) expect(written).not.toContain(secret);
}

/** An interaction as Discord would send it, with changes that it would not make. Gives its id. */
export function forge({ discord }: Scene, changes: Readonly<Record<string, unknown>>): string {
  const id = discord.world.newId();
  const user = { id: discord.world.newId(), username: "x", discriminator: "0", global_name: null, avatar: null };
  const usual = {
    ...{ id, application_id: discord.application, type: 2, token: `token-of-${id}`, version: 1, entitlements: [] },
    ...{ data: { id: "1", name: "ping", type: 1 }, channel_id: "5", channel: { id: "5", type: 0 }, locale: "en-US" },
    ...{ app_permissions: "0", authorizing_integration_owners: {}, attachment_size_limit: 1 },
    ...{ context: 0, guild_id: discord.guild, member: { user, roles: [], permissions: "0" } },
  };
  discord.world.dispatch("INTERACTION_CREATE", { ...usual, ...changes }, 0);
  return id;
}

/** What was made of an interaction. */
export const arrivalOf = ({ desk }: Scene, id: string): Promise<Arrival> =>
  until("it ran", () => desk.brought.ran.find(({ invocation }) => invocation === `discord:${id}`));
