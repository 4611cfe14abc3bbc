import type { WatchSettings } from "./settings.ts";

/** Posts one text in one place. Rejects when it did not come to stand there. */
export interface Poster {
  readonly name: "slack" | "discord";
  readonly post: (text: string) => Promise<void>;
}

const patienceMs = 15_000;

/** Where it can be posted without the bot: a platform's incoming webhook, else its Web API with the bot's token. */
export function postersOf(settings: WatchSettings): readonly Poster[] {
  return [slackPoster(settings), discordPoster(settings)].filter((poster) => poster !== undefined);
}

function slackPoster(it: WatchSettings): Poster | undefined {
  const { SHISA_WATCH_SLACK_WEBHOOK: hook, SHISA_SLACK_BOT_TOKEN: token, SHISA_SLACK_ALERT_CHANNEL: channel } = it;
  const safe = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  if (hook !== undefined) return { name: "slack", post: async (text) => void (await send(hook, { text: safe(text) })) };
  if (token === undefined || channel === undefined) return undefined;
  const url = new URL("chat.postMessage", it.SHISA_SLACK_API).href;
  return {
    name: "slack",
    post: async (text) => {
      const said = await send(url, { channel, text: safe(text), unfurl_links: false }, `Bearer ${token}`);
      // Slack answers 200 to what it refuses too.
      const answer: unknown = JSON.parse(said);
      const isDone = typeof answer === "object" && answer !== null && "ok" in answer && answer.ok === true;
      if (!isDone) throw new Error(`Slack refused it: ${said.slice(0, 200)}`);
    },
  };
}

function discordPoster(it: WatchSettings): Poster | undefined {
  const { SHISA_WATCH_DISCORD_WEBHOOK: hook, SHISA_DISCORD_TOKEN: token, SHISA_DISCORD_ALERT_CHANNEL: channel } = it;
  const body = (content: string) => ({ content, allowed_mentions: { parse: [] } });
  if (hook !== undefined) return { name: "discord", post: async (text) => void (await send(hook, body(text))) };
  if (token === undefined || channel === undefined) return undefined;
  const url = `${it.SHISA_DISCORD_API}/v10/channels/${channel}/messages`;
  return { name: "discord", post: async (text) => void (await send(url, body(text), `Bot ${token}`)) };
}

/** Nothing of the address is told when it fails: a webhook's address is a secret. */
async function send(url: string, body: object, authorization?: string): Promise<string> {
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json; charset=utf-8",
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: JSON.stringify(body),
    redirect: "error",
    signal: AbortSignal.timeout(patienceMs),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`it answered ${answer.status}`);
  return text;
}
