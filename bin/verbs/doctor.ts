import { bad, type Finding, note } from "../../bot/finding.ts";
import { checkBot, checkHosts } from "../doctor/bot.ts";
import { checkCeph } from "../doctor/ceph.ts";
import { examineDiscord } from "../doctor/discord.ts";
import { checkFiles } from "../doctor/files.ts";
import { findingText, reason } from "../doctor/finding.ts";
import { checkGuestBackups } from "../doctor/guest-backups.ts";
import { checkKeys } from "../doctor/keys.ts";
import { checkLibvirt } from "../doctor/libvirt.ts";
import { checkMonitors } from "../doctor/monitors.ts";
import { findPatient } from "../doctor/patient.ts";
import { checkRedis } from "../doctor/redis.ts";
import { checkRsnapshot } from "../doctor/rsnapshot.ts";
import { checkSettings } from "../doctor/settings.ts";
import { examineSlack } from "../doctor/slack.ts";
import { checkTerminals } from "../doctor/terminals.ts";
import { exitCodes } from "../kit/exit.ts";
import { languageOption } from "../kit/language.ts";
import { readOptions } from "../kit/options.ts";
import type { Verb } from "../kit/verb.ts";

const options = {
  state: { type: "string" },
  env: { type: "string", default: ".env" },
  language: { type: "string" },
  "quiet-channels": { type: "boolean" },
} as const;

export const doctorVerb: Verb = {
  name: "doctor",
  summary: {
    ja: "設定・鍵・Redis・実行役・libvirt などを調べ、直し方を示す",
    en: "check settings, keys, Redis, hosts, libvirt and disks, and say how to mend each",
  },
  usage: {
    ja: `doctor [--state フォルダ] [--env .env] [--quiet-channels] [--language ja|en]   （悪いところがあれば終了コード 1）
  --quiet-channels  Slack と Discord のチャンネルにテスト投稿をしない`,
    en: `doctor [--state FOLDER] [--env .env] [--quiet-channels] [--language ja|en]   (exit code 1 when something is wrong)
  --quiet-channels  posts no test line in the channels of Slack and Discord`,
  },
  run: async (args, { config, language: shellLanguage }) => {
    const { values } = readOptions(args, options, shellLanguage);
    const language = languageOption(values.language, shellLanguage);
    const patient = await findPatient({ state: values.state, envFile: values.env }, config);
    let isWell = true;
    const tell = (findings: readonly Finding[]): void => {
      for (const finding of findings) {
        isWell &&= finding.mark !== "bad";
        process.stdout.write(`${findingText(finding, language)}\n`);
      }
    };
    if (process.geteuid?.() !== 0)
      tell([note("root ではないので、見えないものがあります", "you are not root: some things cannot be seen")]);
    tell(checkSettings(patient));
    tell(await attempt(() => checkKeys(patient)));
    tell(await attempt(() => checkRedis(patient)));
    tell(await attempt(() => checkBot(patient)));
    tell(await attempt(() => checkTerminals(patient)));
    const { findings, inventories } = await checkHosts(patient);
    tell(findings);
    tell(await attempt(() => checkLibvirt(patient, inventories)));
    tell(await attempt(() => checkGuestBackups(patient)));
    tell(await attempt(() => checkCeph(patient)));
    tell(await attempt(() => checkRsnapshot(patient)));
    tell(await attempt(() => checkFiles(patient)));
    tell(await attempt(() => checkMonitors(patient)));
    const post = values["quiet-channels"] !== true;
    tell(await attempt(() => examineSlack(patient, post)));
    tell(await attempt(() => examineDiscord(patient, post)));
    return isWell ? exitCodes.done : exitCodes.failed;
  },
};

/** One examination that breaks down does not keep the others from being made. */
async function attempt(check: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await check();
  } catch (error) {
    const text = reason(error);
    return [
      bad(
        { ja: `調べられません: ${text}`, en: `it could not be examined: ${text}` },
        { ja: "root で調べる", en: "examine it as root" },
      ),
    ];
  }
}
