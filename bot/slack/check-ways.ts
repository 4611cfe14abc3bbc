import { createServer } from "node:net";
import { type Logger as SlackLogger, SocketModeReceiver } from "@slack/bolt";
import type { SlackConfig } from "../chat/settings.ts";
import { socketClientOptions } from "./clients.ts";
import { codeOf } from "./faults.ts";
import { bad, type Finding, good, note } from "./finding.ts";
import { requestPath } from "./http/server.ts";
import { said } from "./log.ts";

const patienceMs = 10_000;

/** Opens a socket with the app token, until Slack says hello, and ends it. */
export async function checkSockets(config: SlackConfig, logger: SlackLogger): Promise<Finding[]> {
  const { appToken } = config;
  if (appToken === undefined) return [note("Socket Mode は使いません", "Socket Mode is not used")];
  const clientOptions = socketClientOptions(config);
  const { client } = new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions },
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("Slack did not say hello")), patienceMs);
  });
  try {
    await Promise.race([client.start(), late]);
    return [good("Socket Mode でつながります", "a socket opens with the app token")];
  } catch (error) {
    const why = codeOf(error) ?? said(error);
    const what = { ja: `Socket Mode でつながりません: ${why}`, en: `no socket opens with the app token: ${why}` };
    const mend = {
      ja: "connections:write を持つアプリレベルトークンを作り、SHISA_SLACK_APP_TOKEN にする",
      en: "make an app-level token with connections:write, and set it as SHISA_SLACK_APP_TOKEN",
    };
    return [bad(what, mend)];
  } finally {
    clearTimeout(timer);
    void client.disconnect().catch(() => undefined);
  }
}

/** Whether something listens where Slack's requests are to come, or could. */
export async function checkHttp({ http }: SlackConfig): Promise<Finding[]> {
  if (http === undefined) return [note("HTTP では受け取りません", "requests by HTTP are not used")];
  const { host, port } = http;
  const at = `${host}:${port}`;
  if (await isFree(host, port)) {
    const what = `${at} は空いています（ボットはまだ動いていません）`;
    return [note(what, `${at} is free: the bot does not run yet`)];
  }
  try {
    const answer = await fetch(`http://${at}${requestPath}`, {
      method: "POST",
      signal: AbortSignal.timeout(patienceMs),
    });
    // Without a signature it must be turned away.
    if (answer.status === 401) return [good(`${at} で受け取っています`, `the bot listens on ${at}`)];
    throw new Error(`it answered ${answer.status}`);
  } catch (error) {
    const what = {
      ja: `${at} が正しく答えません: ${said(error)}`,
      en: `${at} does not answer as it should: ${said(error)}`,
    };
    return [bad(what, { ja: "SHISA_SLACK_LISTEN を直す", en: "mend SHISA_SLACK_LISTEN" })];
  }
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
