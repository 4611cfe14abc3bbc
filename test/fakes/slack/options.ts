import { documentedRates, type Rates } from "./rates.ts";

/** How the workspace and the app in it are set up. */
export interface Options {
  /** The address of this machine on which it listens, and by which it is reached. */
  readonly host: string;
  /** The workspace's id. */
  readonly team: string;
  readonly domain: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** What the bot token may do; a method that needs another is refused with missing_scope. */
  readonly scopes: readonly string[];
  /** What the app token may do. */
  readonly appScopes: readonly string[];
  /** The registered slash commands, each with its slash; undefined: any. */
  readonly commands: readonly string[] | undefined;
  /** The events that the app is subscribed to. */
  readonly events: readonly string[];
  readonly rates: Rates;
  /** How long Slack waits for an acknowledgement, in milliseconds of real time. */
  readonly ackMs: number;
  readonly botUser: string;
  readonly botId: string;
  readonly appId: string;
}

/** The scopes of a bot that answers commands, writes, reads who somebody is, and takes and gives files. */
export const usualScopes: readonly string[] = [
  "commands",
  "chat:write",
  "users:read",
  "channels:read",
  "groups:read",
  "files:read",
  "files:write",
];

/** A usual workspace and app, but for what is given. */
export function optionsOf(given: Partial<Options>): Options {
  return {
    host: "127.0.0.1",
    team: "T0SHISA01",
    domain: "department",
    botToken: "xoxb-1-of-the-local-slack",
    appToken: "xapp-1-of-the-local-slack",
    signingSecret: "0123456789abcdef0123456789abcdef",
    scopes: usualScopes,
    appScopes: ["connections:write"],
    commands: undefined,
    events: ["app_home_opened", "user_change"],
    rates: documentedRates,
    ackMs: 3000,
    botUser: "U0SHISABOT",
    botId: "B0SHISABOT",
    appId: "A0SHISAAPP",
    ...given,
  };
}
