import { connect, createServer } from "node:net";
import type { SlackConfig } from "../chat/settings.ts";
import type { WebClient } from "./clients.ts";
import { codeOf } from "./faults.ts";
import { bad, type Finding, good, note } from "./finding.ts";
import { requestPath } from "./http/server.ts";
import { said } from "./log.ts";

const patienceMs = 10_000;

/**
 * Asks for a socket with the app token, and sees whether it could be reached. It is not opened: Slack would bring to it,
 * for a moment, what the running bot is to answer.
 */
export async function checkSockets(client: WebClient, { appToken }: SlackConfig): Promise<Finding[]> {
  if (appToken === undefined) return [note("Socket Mode は使いません", "Socket Mode is not used")];
  try {
    const { url = "" } = await client.apps.connections.open({ token: appToken });
    await reach(new URL(url));
    return [
      good("アプリトークンで Socket Mode が使えます", "Slack takes the app token, and its sockets can be reached"),
    ];
  } catch (error) {
    const why = codeOf(error) ?? said(error);
    const what = { ja: `Socket Mode が使えません: ${why}`, en: `Socket Mode cannot be used: ${why}` };
    const mend = {
      ja: "connections:write を持つアプリレベルトークンを作り、SHISA_SLACK_APP_TOKEN にする",
      en: "make an app-level token with connections:write, and set it as SHISA_SLACK_APP_TOKEN",
    };
    return [bad(what, mend)];
  }
}

function reach({ hostname, port, protocol }: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    const usual = protocol === "wss:" ? 443 : 80;
    const socket = connect({ host: hostname, port: port === "" ? usual : Number(port), timeout: patienceMs });
    socket.once("connect", () => {
      socket.destroy();
      resolve();
    });
    socket.once("timeout", () => socket.destroy(new Error(`reaching ${hostname}: no answer`)));
    socket.once("error", reject);
  });
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
