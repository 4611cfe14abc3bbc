import type { Clock } from "../kit/clock.ts";
import type { Fields } from "./limits/walk.ts";
import type { DiscordSettings } from "./settings.ts";

/** Somebody with an account there. */
export interface Account {
  readonly id: string;
  readonly name: string;
  /** https://docs.discord.com/developers/reference#locales */
  readonly locale: string;
  /** In the guild. */
  member: boolean;
  roles: readonly string[];
  /** closed: refuses direct messages of members of its servers. */
  direct: "open" | "closed";
  /** Administrator of the guild. */
  readonly administrator: boolean;
  /** An account of a program. */
  readonly bot: boolean;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: "text" | "direct";
  /** The guild of a text channel. */
  readonly guild?: string;
  /** The channel of the message under which a thread stands. */
  readonly parent?: string;
  /** The person of a direct message. */
  readonly person?: string;
  deleted: boolean;
  /** What the bot may do there. */
  bot: { view: boolean; send: boolean };
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** What a message looks like at one time. */
export interface Look {
  /** Milliseconds since 1970, by the server's clock. */
  readonly at: number;
  readonly content: string;
  readonly embeds: readonly unknown[];
  readonly components: readonly unknown[];
  readonly files: readonly StoredFile[];
  readonly flags: number;
  readonly allowedMentions: unknown;
}

export interface Message {
  readonly id: string;
  readonly channel: string;
  readonly author: string;
  /** Only this person sees it. */
  readonly onlyFor?: string;
  readonly nonce?: string;
  /** The interaction that it answers. */
  readonly interaction?: string;
  look: Look;
  /** All its looks, the newest last. */
  readonly history: Look[];
  deleted: boolean;
}

/** How an interaction was first answered; types are Discord's (4 message, 5 deferred, 6, 7, 8 choices, 9 modal). */
export interface Callback {
  readonly type: number;
  readonly at: number;
  readonly data: Fields;
}

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: 2 | 3 | 4 | 5;
  readonly person: string;
  readonly channel: string;
  readonly at: number;
  /** The message of a pressed button, or of the one that opened a modal. */
  readonly source?: Message;
  /** As the app got it. */
  payload: Fields;
  callback?: Callback;
  /** @original. */
  original?: Message;
}

/** A request as a test sees it: never a token. */
export interface ApiCall {
  readonly at: number;
  readonly method: string;
  /** Tokens of interactions are shown as TOKEN. */
  readonly path: string;
  readonly body: Fields;
  readonly files: readonly string[];
  status: number;
}

/** One write of application commands. */
export interface Registration {
  readonly at: number;
  readonly method: string;
  /** global, or a guild's id. */
  readonly scope: string;
  readonly names: readonly string[];
}

export interface World {
  readonly clock: Clock;
  readonly settings: DiscordSettings;
  readonly application: string;
  /** The bot's own account; Discord gives a new application's bot the application's id. */
  readonly bot: Account;
  readonly token: string;
  readonly guild: { readonly id: string; readonly name: string; present: boolean };
  readonly people: Map<string, Account>;
  readonly channels: Map<string, Channel>;
  readonly messages: Map<string, Message>;
  /** Messages in their order, by channel; those that one person alone sees, by the person. */
  readonly inboxes: Map<string, Message[]>;
  /** By id. */
  readonly interactions: Map<string, Interaction>;
  /** By scope: global, or a guild's id. */
  readonly commands: Map<string, Fields[]>;
  readonly registrations: Registration[];
  readonly files: Map<string, StoredFile>;
  readonly calls: ApiCall[];
  /** Where files are served, and the API. */
  address: string;
  /** A new snowflake. */
  readonly newId: () => string;
  /** Says that something changed which this person could see; without one, which all could. */
  readonly changed: (person?: string) => void;
  /** Resolves at the next change for a person, or after so many milliseconds. */
  readonly nextChange: (person: string, mostMs: number) => Promise<void>;
  /** Sends an event to every session whose intents hold one of `intents`; 0: to all. */
  dispatch: (event: string, data: unknown, intents: number) => void;
}

/** https://docs.discord.com/developers/events/gateway#list-of-intents */
export const intent = { guilds: 1, guildMessages: 1 << 9, directMessages: 1 << 12 } as const;
