/** So many requests in each window of `perMs` milliseconds. */
export interface Window {
  readonly requests: number;
  readonly perMs: number;
}

/** Discord's lifetimes and rates. Tests may change them; what is here is the real thing as far as it is known. */
export interface DiscordSettings {
  /** First answer to an interaction, in milliseconds. .../interactions/receiving-and-responding#interaction-callback */
  readonly answerMs: number;
  /** Lifetime of an interaction's token, in milliseconds. Same place. */
  readonly tokenMs: number;
  /** How long a nonce is remembered. Docs say "the past few minutes". .../resources/message#create-message */
  readonly nonceMs: number;
  /** As HELLO tells it. .../events/gateway#hello-event */
  readonly heartbeatMs: number;
  /** All requests with the bot's token; answers to interactions do not count. .../topics/rate-limits#global-rate-limit */
  readonly global: Window;
  /**
   * Per route and channel, guild or webhook. Discord publishes none and says not to know them beforehand. Seen were 5
   * message creates in 5 s in a channel (alexemanuelol/rustplusplus#475, also for edits discord/discord-api-docs#20)
   * and 5 edits of an interaction's answer, in a window that is not told (bwmarrin/discordgo#1384). All other numbers
   * here are cautious guesses.
   */
  readonly rates: {
    readonly createMessage: Window;
    readonly editMessage: Window;
    /** Of a message more than an hour old; Discord answers 30046 (discord/discord-api-docs#4413). The number is a guess. */
    readonly editOldMessage: Window;
    readonly deleteMessage: Window;
    readonly webhook: Window;
    readonly openDirect: Window;
    readonly commands: Window;
    readonly other: Window;
  };
  /** Intents that the application may not ask for: 4014. .../events/gateway#privileged-intents */
  readonly disallowedIntents: number;
}

export const realSettings: DiscordSettings = {
  answerMs: 3000,
  tokenMs: 15 * 60_000,
  nonceMs: 5 * 60_000,
  heartbeatMs: 41_250,
  global: { requests: 50, perMs: 1000 },
  rates: {
    createMessage: { requests: 5, perMs: 5000 },
    editMessage: { requests: 5, perMs: 5000 },
    editOldMessage: { requests: 20, perMs: 600_000 },
    deleteMessage: { requests: 5, perMs: 1000 },
    webhook: { requests: 5, perMs: 2000 },
    openDirect: { requests: 10, perMs: 1000 },
    commands: { requests: 5, perMs: 20_000 },
    other: { requests: 5, perMs: 1000 },
  },
  // GUILD_MEMBERS, GUILD_PRESENCES, MESSAGE_CONTENT
  disallowedIntents: (1 << 1) | (1 << 8) | (1 << 15),
};
