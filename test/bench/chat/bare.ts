import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { Client, GatewayIntentBits } from "discord.js";
import { bareSchema } from "./bare-settings.ts";

// What is the least that can answer on each platform: real Bolt and discord.js, whose only handler acknowledges.
const { slack, discord } = bareSchema.parse(JSON.parse(process.argv[2] ?? ""));
const clientOptions = { slackApiUrl: slack.api };
const quiet = { logLevel: LogLevel.ERROR };

const sockets = new SocketModeReceiver({ appToken: slack.appToken, installerOptions: { clientOptions }, ...quiet });
const http = new HTTPReceiver({ signingSecret: slack.signingSecret, ...quiet });
const app = new App({ token: slack.botToken, receiver: sockets, clientOptions, deferInitialization: true, ...quiet });
app.command(/^/u, ({ ack }) => ack());
await app.init();
http.init(app);
await http.start({ host: slack.host, port: slack.port });
await app.start();

const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.api } });
const ready = new Promise((resolve) => client.once("clientReady", resolve));
client.on("interactionCreate", (interaction) => {
  if (interaction.isChatInputCommand()) void interaction.deferReply();
});
await client.login(discord.token);
await ready;
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
