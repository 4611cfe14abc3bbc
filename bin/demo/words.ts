import type { Language } from "../../handlers/kit/reply.ts";
import { demoStateDir } from "../config.ts";
import { demoAccount, demoAdmin } from "./ready.ts";

/** What the demo tells the person, in one language. */
export function demoWords(language: Language, dir: string, identities: readonly string[] = []) {
  const isUsual = dir === demoStateDir;
  const state = isUsual ? "" : ` --state ${dir}`;
  const shisa = (rest: string): string => `npm run shisa -- ${rest}`;
  const say = shisa(`say --as ${demoAccount}${state} '/vm create tiny web'`);
  const chat = shisa(`chat --as ${demoAccount}${state}`);
  const stop = `npm run demo -- --stop${state}`;
  const links = identities.map(
    (identity) => `  ${shisa(`link '${identity}' ${demoAccount} --as ${demoAdmin}${state}`)}`,
  );
  const texts = {
    ja: {
      ready: `研究室の準備ができました（ホスト vm1、学生 ${demoAccount}、テンプレート tiny）。試すには:
  ${say}
  ${chat}
  ${shisa(`doctor${state}`)}
答えにある ssh の行は、このマシンの root がそのまま打てます。`,
      linking: `チャットでボットに話しかけると、自分のIDが表示されます。次のように結び付けると使えます:
${links.join("\n")}`,
      notConnected: "このデモはチャットにつながずに動いています。つなぐには、止めてからもう一度始めてください。",
      howToStop: `止めるには: ${stop}`,
      leavingStops: "チャットを出る（Ctrl-D か /quit）と、研究室も止まります。",
      staying: "Ctrl-C で止まります。",
      stopping: "止めています…",
      stopped: "デモを止めました。何も残っていません。",
      wasNotRunning: "デモは動いていませんでした。何も残っていません。",
      isNotRunning: "デモは動いていません。",
      isRunning: "デモは動いています。",
      isStarting: "デモは準備中です。",
      runsAlready: `デモはもう動いています。話すには: ${chat}`,
      openChat: "チャットを開きますか？ [Y/n] ",
    },
    en: {
      ready: `The department is ready (host vm1, student ${demoAccount}, template tiny). Try:
  ${say}
  ${chat}
  ${shisa(`doctor${state}`)}
The ssh line in an answer works as it is for root of this machine.`,
      linking: `Speak to the bot in the chat: it shows you your identity there. You can begin once it is linked, like this:
${links.join("\n")}`,
      notConnected: "This demo runs without the chat platform. To be on it, stop the demo and start it again.",
      howToStop: `To stop it: ${stop}`,
      leavingStops: "Leaving the chat (Ctrl-D or /quit) stops the department too.",
      staying: "Ctrl-C stops it.",
      stopping: "Stopping …",
      stopped: "The demo is stopped. Nothing is left.",
      wasNotRunning: "The demo was not running. Nothing is left.",
      isNotRunning: "The demo is not running.",
      isRunning: "The demo is running.",
      isStarting: "The demo is starting.",
      runsAlready: `A demo is running already. To talk to it: ${chat}`,
      openChat: "Open the chat? [Y/n] ",
    },
  };
  return texts[language];
}
