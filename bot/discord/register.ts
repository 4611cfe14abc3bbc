import { isDeepStrictEqual } from "node:util";
import { Routes } from "discord.js";
import { z } from "zod";
import type { DiscordCommand } from "./registration.ts";
import type { Rests } from "./rests.ts";

const registeredSchema = z.array(z.looseObject({ name: z.string() }));
type Registered = z.infer<typeof registeredSchema>;

/** What is compared; Discord adds ids, versions and defaults of its own. */
const compared = [
  "type",
  "name",
  "description",
  "description_localizations",
  "options",
  "required",
  "choices",
  "value",
  "autocomplete",
  "min_value",
  "max_value",
  "contexts",
  "integration_types",
  "default_member_permissions",
] as const;

/** A command, or a part of one, without what Discord leaves out or adds. */
function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    if (inner === null || inner === undefined || inner === false) return [];
    if (Array.isArray(inner) && inner.length === 0) return [];
    if (name === "description_localizations") return [[name, inner]];
    if (name === "contexts" || name === "integration_types")
      return [
        [
          name,
          z
            .array(z.int())
            .parse(inner)
            .toSorted((a, b) => a - b),
        ],
      ];
    return compared.some((known) => known === name) ? [[name, normal(inner)]] : [];
  });
  return Object.fromEntries(entries);
}

const inOrder = (commands: Registered | readonly DiscordCommand[]): unknown[] =>
  [...commands].sort((a, b) => (a.name < b.name ? -1 : 1)).map(normal);

/** Whether what is registered is what is wanted. */
export const isSame = (registered: Registered, wanted: readonly DiscordCommand[]): boolean =>
  isDeepStrictEqual(inOrder(registered), inOrder(wanted));

/** The application's commands as Discord has them, for all servers and direct messages. */
export async function registeredCommands(application: string, rests: Pick<Rests, "posts">): Promise<Registered> {
  const query = new URLSearchParams({ with_localizations: "true" });
  return registeredSchema.parse(await rests.posts.get(Routes.applicationCommands(application), { query }));
}

/** Commands of the server alone, which would stand beside those for everywhere. */
export async function leftoverCommands(
  application: string,
  guild: string,
  rests: Pick<Rests, "posts">,
): Promise<Registered> {
  return registeredSchema.parse(await rests.posts.get(Routes.applicationGuildCommands(application, guild)));
}

/**
 * Registers the commands when something changed, and takes away what only the server has. Resolves to whether it did.
 * Rejects as discord.js does.
 */
export async function register(
  application: string,
  guild: string,
  wanted: readonly DiscordCommand[],
  rests: Pick<Rests, "posts">,
): Promise<boolean> {
  const leftover = await leftoverCommands(application, guild, rests);
  if (leftover.length > 0) await rests.posts.put(Routes.applicationGuildCommands(application, guild), { body: [] });
  if (isSame(await registeredCommands(application, rests), wanted)) return leftover.length > 0;
  await rests.posts.put(Routes.applicationCommands(application), { body: wanted });
  return true;
}
