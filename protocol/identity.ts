import { z } from "zod";
import type { ChatIdentity } from "./messages.ts";

/** A user of Slack, in one workspace (or, of an enterprise, its organisation), by Slack's own ids. */
const slackSchema = z.strictObject({
  platform: z.literal("slack"),
  workspace: z.string().regex(/^[TE][A-Z0-9]{1,30}$/),
  user: z.string().regex(/^[UW][A-Z0-9]{1,30}$/),
});
/** A user of Discord, in one server (guild): both ids are snowflakes. */
const discordSchema = z.strictObject({
  platform: z.literal("discord"),
  workspace: z.string().regex(/^[0-9]{15,21}$/),
  user: z.string().regex(/^[0-9]{15,21}$/),
});

/** A chat identity that can be linked to an account: ids only, because a name is whatever its bearer says. */
export const linkableSchema = z.discriminatedUnion("platform", [slackSchema, discordSchema]);
export type LinkableIdentity = z.infer<typeof linkableSchema>;

/** Examples of identities as people write them. */
export const identityExamples = ["slack:T0123456789/U0123456789", "discord:123456789012345678/234567890123456789"];

/** An identity as people write it and as the bot finds it: slack:T1/U1. Different identities have different texts. */
export const identityText = ({ platform, workspace, user }: ChatIdentity): string =>
  [platform, [workspace, user].map(encodeURIComponent).join("/")].join(":");

/**
 * Reads an identity as people write it; undefined where it is none. Full-width characters and letters' case do not
 * matter: Slack's ids are capitals, the platforms' names are not.
 */
export function readIdentity(typed: string): LinkableIdentity | undefined {
  const parts = /^([a-z]+):([a-z0-9]+)\/([a-z0-9]+)$/.exec(typed.normalize("NFKC").trim().toLowerCase());
  if (parts === null) return undefined;
  const [, platform, workspace = "", user = ""] = parts;
  return linkableSchema.safeParse({ platform, workspace: workspace.toUpperCase(), user: user.toUpperCase() }).data;
}
