import type { Command } from "../../handlers/kit/definition.ts";
import type { SlackConfig } from "../chat/settings.ts";
import { checkHttp, checkSockets } from "./check-ways.ts";
import { createClients, type WebClient } from "./clients.ts";
import { codeOf } from "./faults.ts";
import { bad, type Finding, good, note } from "./finding.ts";
import { said, silent } from "./log.ts";
import { slackName } from "./prefix.ts";
import { slackScopes } from "./scopes.ts";

/** For the doctor: looks at Slack as the bot will use it. Never throws. `post`: says a line in each channel. */
export async function checkSlack(
  config: SlackConfig,
  commands: readonly Command[],
  prefix: string,
  post: boolean,
): Promise<Finding[]> {
  const { posts: client } = createClients(config, silent);
  const token = await checkToken(client, config);
  const channels = token.some(({ mark }) => mark === "bad") ? [] : await checkChannels(client, config, post);
  return [
    ...token,
    ...(await checkSockets(client, config)),
    ...(await checkHttp(config)),
    ...channels,
    typedCommands(commands, prefix),
  ];
}

async function checkToken(client: WebClient, { workspace }: SlackConfig): Promise<Finding[]> {
  try {
    const answer = await client.auth.test();
    const team = answer.team_id ?? "?";
    const isOurs =
      team === workspace
        ? good(`Slack のボットトークンは ${workspace} のものです`, `Slack takes the bot token, for ${workspace}`)
        : bad(
            {
              ja: `ボットトークンは別のワークスペース ${team} のものです`,
              en: `the bot token is for the workspace ${team}`,
            },
            {
              ja: `SHISA_SLACK_WORKSPACE を ${team} にするか、トークンを替える`,
              en: `set SHISA_SLACK_WORKSPACE to ${team}, or another token`,
            },
          );
    return [isOurs, ...checkScopes(answer.response_metadata?.scopes)];
  } catch (error) {
    const code = codeOf(error);
    const what =
      code === undefined
        ? { ja: `Slack に届きません: ${said(error)}`, en: `Slack does not answer: ${said(error)}` }
        : { ja: `Slack がボットトークンを受け付けません: ${code}`, en: `Slack refuses the bot token: ${code}` };
    const mend = {
      ja: "ネットワークと SHISA_SLACK_BOT_TOKEN を確かめる（アプリをインストールし直すと表示される）",
      en: "look at the network and SHISA_SLACK_BOT_TOKEN (installing the app again shows it)",
    };
    return [bad(what, mend)];
  }
}

function checkScopes(given: readonly string[] | undefined): Finding[] {
  if (given === undefined)
    return [note("Slack が権限の一覧を示しません", "Slack does not say which scopes the token has")];
  const missing = Object.keys(slackScopes).filter((scope) => !given.includes(scope));
  if (missing.length === 0) return [good("権限（スコープ）はそろっています", "the token has all scopes")];
  const list = missing.join(", ");
  return [
    bad(
      { ja: `権限が足りません: ${list}`, en: `scopes are missing: ${list}` },
      {
        ja: "マニフェストを貼り直し、アプリをインストールし直す",
        en: "paste the manifest anew and install the app again",
      },
    ),
  ];
}

async function checkChannels(client: WebClient, { channels }: SlackConfig, post: boolean): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const [name, channel] of Object.entries(channels)) {
    if (channel === undefined) found.push(note(`${name} チャンネルは未設定です`, `no ${name} channel is set`));
    else if (post) found.push(await tryChannel(client, name, channel));
  }
  return found;
}

async function tryChannel(client: WebClient, name: string, channel: string): Promise<Finding> {
  try {
    const text = "shisa doctor: テスト投稿です / this is a test";
    await client.chat.postMessage({ channel, text, parse: "none", link_names: false, mrkdwn: false });
    return good(`${name} チャンネル ${channel} に投稿しました`, `posted a line in the ${name} channel ${channel}`);
  } catch (error) {
    const why = codeOf(error) ?? said(error);
    return bad(
      {
        ja: `${name} チャンネル ${channel} に投稿できません: ${why}`,
        en: `cannot post in the ${name} channel ${channel}: ${why}`,
      },
      {
        ja: "チャンネルで /invite @shisa とするか、IDを直す",
        en: "type /invite @shisa in the channel, or mend its id",
      },
    );
  }
}

/** The Web API has no way to ask which slash commands an app has. */
function typedCommands(commands: readonly Command[], prefix: string): Finding {
  const list = [...new Set(commands.map(({ family }) => `/${slackName(family, prefix)}`))].join(" ");
  return note(
    `スラッシュコマンドの登録は Slack に問い合わせられません。マニフェストにあるもの: ${list}`,
    `Slack cannot be asked which slash commands are registered; the manifest has: ${list}`,
  );
}
