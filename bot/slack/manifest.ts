import type { Command } from "../../handlers/kit/definition.ts";
import { labelOf } from "../../handlers/kit/definition.ts";
import { requestPath } from "./http/server.ts";
import { slackName } from "./prefix.ts";
import { clipped } from "./render/characters.ts";
import { slackEvents, slackScopes } from "./scopes.ts";

/** Limits of docs.slack.dev/reference/app-manifest. */
export const manifestLimits = { commands: 50, command: 32, description: 2_000, usageHint: 1_000 } as const;

/** What people read beside a command while they type it: short enough for a phone. */
const shortHint = 200;
const longestDescription = 120;

/**
 * The app's manifest, to be pasted where an app is made from one.
 * @param options.url where Slack reaches the bot by HTTP ("https://shisa.example.jp"); absent: Socket Mode
 */
export function slackManifest(
  commands: readonly Command[],
  options: { readonly prefix: string; readonly url?: string },
): object {
  const { prefix, url } = options;
  const address = url === undefined ? undefined : new URL(requestPath, url).href;
  const families = [...new Set(commands.map(({ family }) => family))];
  return {
    display_information: {
      name: "Shisa",
      description: "学科の計算機をチャットから使う / The department's machines, by chat",
      background_color: "#7a2e1d",
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: "shisa", always_online: true },
      slash_commands: families.map((family) => ({
        command: `/${slackName(family, prefix)}`,
        ...aboutFamily(commands.filter((command) => command.family === family)),
        should_escape: false,
        ...(address === undefined ? {} : { url: address }),
      })),
    },
    oauth_config: { scopes: { bot: Object.keys(slackScopes) } },
    settings: {
      event_subscriptions: {
        ...(address === undefined ? {} : { request_url: address }),
        bot_events: Object.keys(slackEvents),
      },
      interactivity: { is_enabled: true, ...(address === undefined ? {} : { request_url: address }) },
      org_deploy_enabled: false,
      socket_mode_enabled: address === undefined,
      token_rotation_enabled: false,
    },
  };
}

/** Slack shows one description and one hint for all verbs of a family, in whatever language they are written. */
function aboutFamily(verbs: readonly Command[]): { readonly description: string; readonly usage_hint?: string } {
  const only = verbs.length === 1 ? verbs[0] : undefined;
  const named = verbs.map(({ verb }) => verb).filter((verb) => verb !== "");
  const description = only === undefined ? `${named.join(" · ")}` : `${only.summary.ja} / ${only.summary.en}`;
  const hint = only === undefined ? `${named.join(" | ")}` : usageOf(only);
  return {
    description: clipped(description || (verbs[0]?.summary.en ?? "…"), longestDescription),
    ...(hint === "" ? {} : { usage_hint: clipped(hint, shortHint) }),
  };
}

const usageOf = (command: Command): string =>
  [
    command.verb,
    ...command.parameters.map((parameter) => (parameter.required ? labelOf(parameter) : `[${labelOf(parameter)}]`)),
  ]
    .filter((part) => part !== "")
    .join(" ");
