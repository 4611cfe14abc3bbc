/** One message as somebody at any surface sees it. */
export interface Seen {
  readonly text: () => string;
  /** Everything that stood there so far, the first one first. */
  readonly history: () => readonly string[];
  readonly buttons: () => readonly string[];
  readonly click: (label: string) => Promise<void>;
  /** Somebody deletes it. */
  readonly vanish: () => void;
  /** Waits until what stands there fits. */
  readonly becomes: (pattern: RegExp, deadlineMs?: number) => Promise<void>;
}

/** What is typed: a verb of the registry ("vm create") and its parameters by name. */
export interface Typed {
  readonly command: string;
  readonly values?: Readonly<Record<string, string>>;
}

/** Somebody at a surface: Slack, Discord, or a terminal. */
export interface Person {
  /** Types a command, in their direct messages with the bot unless it is to be in a channel. */
  readonly types: (typed: Typed, where?: "direct" | "channel") => Promise<void>;
  /** Waits for the newest message that only they can see and that fits. */
  readonly sees: (pattern: RegExp, deadlineMs?: number) => Promise<Seen>;
  /** All that they alone can see, one message each, as it stands now. */
  readonly messages: () => readonly string[];
  /** What everybody in the channel sees; nothing at a terminal. */
  readonly channel: () => readonly string[];
  /**
   * Corrects what was just typed wrongly, by the form that stands open where the surface has forms (with what was typed
   * and what is wrong in it), else by typing it again.
   */
  readonly corrects: (typed: Typed, values: Readonly<Record<string, string>>, problem: RegExp) => Promise<void>;
}

/** What goes wrong on a platform. */
export interface Mishaps {
  /** Cuts all sockets. */
  readonly cut: () => void;
  /** All posts and edits are answered by a 500 for so long, then one by a 429. */
  readonly fail: (ms: number) => Promise<void>;
  /** Brings what was typed last once more, just as it was. */
  readonly redeliver: () => Promise<void>;
}

/** An administrator links somebody to an account. */
export type Link = (account: string) => Promise<void>;

/** One way of speaking with the bot. */
export interface ChatSurface {
  readonly name: string;
  /** What goes wrong on a platform; a terminal has none. */
  readonly mishaps?: Mishaps;
  /** Somebody whom nobody has linked yet, and what links them; a terminal has none. */
  readonly stranger?: (language: "en" | "ja") => { readonly person: Person; readonly link: Link };
  /** Whom an administrator has linked to an account, and whose platform speaks a language. */
  readonly person: (account: string, language: "en" | "ja") => Promise<Person>;
}
