import { createHash } from "node:crypto";
import type { Condition, MonitorReport } from "../../protocol/monitor.ts";
import type { Due, Silence } from "./silence.ts";

export interface LetterParts {
  readonly host: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly due: Due;
  readonly silence: Silence;
  /** Whether this host reaches Redis now. */
  readonly redis: boolean;
  readonly reports: readonly MonitorReport[];
  readonly timeZone: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** So many lines of what is wrong are told. */
const mostConditions = 40;

/**
 * A whole mail (RFC 5322), for a sendmail program's standard input. Nothing that a program or a person said gets into
 * its headers; they hold ASCII only, and the body is base64.
 */
export function letterOf(parts: LetterParts): string {
  const { host, from, to, due, now, silence } = parts;
  const id = createHash("sha256").update(`${host} ${due} ${now}`).digest("hex").slice(0, 24);
  const minutes = Math.floor((now - silence.heardAt) / 60_000);
  const subject = {
    silent: `[Shisa ${host}] the bot has been silent for ${minutes} min`,
    still: `[Shisa ${host}] the bot is still silent (${minutes} min)`,
    back: `[Shisa ${host}] the bot is back`,
  }[due];
  const headers = [
    `From: ${from}`,
    `To: ${to.join(", ")}`,
    `Subject: ${subject}`,
    `Date: ${new Date(now).toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${id}@${host}.shisa>`,
    "Auto-Submitted: auto-generated",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
  ];
  // One header a line, whatever somebody wrote into the settings.
  const clean = headers.map((header) => header.replaceAll(/[^\x20-\x7E]/gu, "?"));
  const body = Buffer.from(textOf(parts), "utf8").toString("base64");
  return [...clean, "", ...(body.match(/.{1,76}/gu) ?? []), ""].join("\n");
}

function textOf({ host, due, silence, redis, reports, timeZone, now }: LetterParts): string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  const at = format.format(silence.heardAt);
  const wrong = reports.flatMap(({ name, conditions, fault }) => [
    ...(fault === null ? [] : [`- ${name}: ? ${fault}`]),
    ...conditions.map((condition) => `- ${name}: ${lineOf(condition)}`),
  ]);
  const told = wrong.length === 0 ? ["- (なし / none)"] : wrong.slice(0, mostConditions);
  const more = wrong.length > mostConditions ? [`  … ${wrong.length - mostConditions}`] : [];
  const head = {
    silent: [
      `ホスト ${host} はボットから ${at} 以降何も聞いていません。`,
      redis ? "Redis には届きます。ボットが止まっているようです。" : "Redis に届きません。",
      "チャットへの通知は届かないかもしれません。直るまで 1 時間ごとに知らせます。",
      "",
      `Host ${host} has heard nothing from the bot since ${at}.`,
      redis ? "Redis can be reached: the bot seems to be down." : "Redis cannot be reached.",
      "Alerts may not come through to the chats. You are told again each hour until it is mended.",
    ],
    back: [
      `ホスト ${host} はボットの声をまた聞いています。通知はチャットに戻ります。`,
      "",
      `Host ${host} hears the bot again. Alerts come through to the chats as before.`,
    ],
  };
  return [
    ...(due === "back" ? head.back : head.silent),
    "",
    `このホストで今おかしいこと / What is wrong on this host now (${format.format(now)}):`,
    ...told,
    ...more,
    "",
  ].join("\n");
}

function lineOf({ code, severity, numbers, lines }: Condition): string {
  const said = Object.entries(numbers).map(([name, value]) => `${name}=${value}`);
  return [`${severity.toUpperCase()} ${code}`, ...said, ...lines.slice(0, 1)].join("  ");
}
