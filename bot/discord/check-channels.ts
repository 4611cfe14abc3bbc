import { randomUUID } from "node:crypto";
import { Routes } from "discord.js";
import type { Channels } from "../chat/settings.ts";
import { SendError } from "../chat/surface.ts";
import { faultText } from "./faults.ts";
import { bad, type Finding, good, note } from "./finding.ts";
import { createPosting } from "./posting.ts";
import { discordMessage } from "./render/message.ts";
import type { Rests } from "./rests.ts";

/** The channels that settings name: there, and with `post` a line is said in each. */
export async function checkChannels(rests: Rests, channels: Channels, post: boolean): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const [name, channel] of Object.entries(channels)) {
    if (typeof channel !== "string") found.push(note(`${name} チャンネルは未設定です`, `no ${name} channel is set`));
    else found.push(await (post ? tryChannel(rests, name, channel) : seeChannel(rests, name, channel)));
  }
  return found;
}

const testLine = discordMessage({
  reply: {
    tone: "information",
    title: "shisa doctor: テスト投稿です / this is a test",
    privacy: "place",
    buttons: [],
  },
  final: true,
});

async function tryChannel(rests: Rests, name: string, channel: string): Promise<Finding> {
  try {
    await createPosting(rests).create(channel, testLine, randomUUID());
    return good(`${name} チャンネル ${channel} に投稿しました`, `posted a line in the ${name} channel ${channel}`);
  } catch (cause) {
    return closed(name, channel, cause);
  }
}

async function seeChannel({ posts }: Rests, name: string, channel: string): Promise<Finding> {
  try {
    await posts.get(Routes.channel(channel));
    return good(`${name} チャンネル ${channel} が見えます`, `the ${name} channel ${channel} can be seen`);
  } catch (cause) {
    return closed(name, channel, cause);
  }
}

function closed(name: string, channel: string, cause: unknown): Finding {
  const why = cause instanceof SendError ? cause.message : faultText(cause);
  return bad(
    {
      ja: `${name} チャンネル ${channel} を使えません: ${why}`,
      en: `cannot use the ${name} channel ${channel}: ${why}`,
    },
    {
      ja: "チャンネルの設定 → 権限でボットに「チャンネルを見る」「メッセージを送信」「ファイルを添付」を許可するか、IDを直す",
      en: "in the channel's settings, Permissions, let the bot View Channel, Send Messages and Attach Files, or mend the id",
    },
  );
}
