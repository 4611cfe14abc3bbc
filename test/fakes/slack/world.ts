import type { Clock } from "../kit/clock.ts";
import type { Options } from "./options.ts";
import type { View } from "./views.ts";

/** Somebody in the workspace, or from another one. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly team: string;
  locale: string;
  guest: "none" | "multi" | "single";
  bot: boolean;
  deleted: boolean;
  /** What chat.postMessage to this person answers, where it cannot reach them. */
  unreachable: string | undefined;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: "public" | "private" | "im";
  readonly members: Set<string>;
  /** The person of a direct message with the bot. */
  readonly user: string | undefined;
  bot: boolean;
  archived: boolean;
  shared: boolean;
}

export interface Version {
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly at: number;
}

export interface Post {
  readonly ts: string;
  readonly channel: string;
  /** The author: the bot's user, a person, or Slackbot. */
  readonly by: string;
  /** Ephemeral: for this person's eyes only. */
  readonly to: string | undefined;
  readonly versions: Version[];
  readonly files: StoredFile[];
  readonly thread: string | undefined;
  /** Everything that it was posted with: unfurl_links, link_names, parse, metadata. */
  readonly sent: Readonly<Record<string, unknown>>;
  deleted: boolean;
}

export interface StoredFile {
  readonly id: string;
  readonly secret: string;
  readonly name: string;
  readonly by: string;
  readonly length: number;
  title: string;
  content: Buffer | undefined;
  complete: boolean;
}

export interface Trigger {
  readonly user: string;
  readonly at: number;
  used: boolean;
}

/** A response_url. */
export interface Hook {
  readonly channel: string;
  readonly user: string;
  readonly at: number;
  /** The message whose button was pressed; none for a slash command. */
  readonly source: Post | undefined;
  uses: number;
}

/** One call of the Web API, of a response_url ("response_url"), or an upload or download, without its token. */
export interface RecordedCall {
  readonly method: string;
  /** Milliseconds since 1970, by the workspace's clock. */
  readonly at: number;
  readonly args: Readonly<Record<string, unknown>>;
  status: number;
  error: string | undefined;
}

export interface World {
  readonly clock: Clock;
  readonly options: Options;
  readonly accounts: Map<string, Account>;
  readonly channels: Map<string, Channel>;
  readonly posts: Post[];
  /** Who waits for a change of what somebody sees, by that person. */
  readonly watchers: Map<string, Set<() => void>>;
  readonly files: Map<string, StoredFile>;
  readonly triggers: Map<string, Trigger>;
  readonly hooks: Map<string, Hook>;
  readonly calls: RecordedCall[];
  /** By person, the last one is on top. */
  readonly modals: Map<string, View[]>;
  readonly homes: Map<string, View>;
  /** http://HOST:PORT, once it listens. */
  base: string;
}

export function createWorld(clock: Clock, options: Options): World {
  const world: World = {
    clock,
    options,
    accounts: new Map(),
    channels: new Map(),
    posts: [],
    watchers: new Map(),
    files: new Map(),
    triggers: new Map(),
    hooks: new Map(),
    calls: [],
    modals: new Map(),
    homes: new Map(),
    base: "",
  };
  return world;
}
