import { Client, GatewayIntentBits, type Interaction } from "discord.js";
import type { FakeDiscord } from "./discord.ts";

/** The real client, connected to a local Discord, with one listener. Resolves when it is ready. */
export async function startBare(
  discord: Pick<FakeDiscord, "api" | "token">,
  onInteraction: (interaction: Interaction) => Promise<unknown>,
  options: { readonly intents?: readonly GatewayIntentBits[]; readonly token?: string } = {},
): Promise<Client<true>> {
  const client = new Client({ intents: options.intents ?? [GatewayIntentBits.Guilds], rest: { api: discord.api } });
  client.on("error", () => undefined);
  client.on("interactionCreate", (interaction) => {
    onInteraction(interaction).catch((cause: unknown) => client.emit("error", cause as Error));
  });
  const ready = new Promise<Client<true>>((resolve) => client.once("clientReady", resolve));
  try {
    await client.login(options.token ?? discord.token);
    return await ready;
  } catch (cause) {
    await client.destroy();
    throw cause;
  }
}
