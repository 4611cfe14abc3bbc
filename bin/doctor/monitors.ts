import { access, constants } from "node:fs/promises";
import { bad, type Finding, good, note } from "../../bot/finding.ts";
import { heartbeatPath } from "../../protocol/heartbeat.ts";
import { reason } from "./finding.ts";
import type { Patient } from "./patient.ts";

/** The executor's programs.ts has the same. */
const mailer = "/usr/sbin/sendmail";

/** What is watched here and what is off, who is told when the bot is dead, and whether the webhooks answer. */
export async function checkMonitors({ bot, executor }: Patient): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (executor !== undefined) {
    const { monitors, vm, mail } = executor;
    if (vm === undefined)
      findings.push(note("仮想マシンの監視は使いません", "guests are not watched: this host has none"));
    if (monitors.certificates.length === 0)
      findings.push(
        note(
          "証明書の監視は使いません（SHISA_MONITOR_CERTIFICATES が空）",
          "certificates are not watched (SHISA_MONITOR_CERTIFICATES is empty)",
        ),
      );
    findings.push(mail === undefined ? noMail : await checkMailer(mail.to));
  }
  if (bot !== undefined) findings.push(...(await checkWebhooks(bot.webhooks)));
  return findings;
}

const noMail = note(
  "ボットが止まってもメールは送りません（SHISA_MAIL_TO が空）",
  "no mail is sent when the bot is dead (SHISA_MAIL_TO is empty)",
);

async function checkMailer(to: readonly string[]): Promise<Finding> {
  const names = to.join(", ");
  try {
    await access(mailer, constants.X_OK);
    return good(`ボットが止まると ${names} にメールします`, `when the bot is dead, mail goes to ${names}`);
  } catch {
    const what = { ja: `${mailer} がないのでメールを送れません`, en: `no mail can be sent: there is no ${mailer}` };
    return bad(what, {
      ja: "postfix、exim、msmtp-mta のどれかを入れて設定する",
      en: "install and set up one of postfix, exim, msmtp-mta",
    });
  }
}

async function checkWebhooks(webhooks: NonNullable<Patient["bot"]>["webhooks"]): Promise<Finding[]> {
  if (webhooks === undefined)
    return [
      note(
        "Alertmanager・webhook・離れた見張りは使いません（SHISA_WEBHOOK_LISTEN が空）",
        "Alertmanager, webhooks and the watcher elsewhere are off (SHISA_WEBHOOK_LISTEN is empty)",
      ),
    ];
  const { host, port, alertmanagerToken, secret } = webhooks;
  const off = [
    ...(alertmanagerToken === undefined
      ? [
          note(
            "Alertmanager は使いません（SHISA_ALERTMANAGER_TOKEN が空）",
            "Alertmanager is off (SHISA_ALERTMANAGER_TOKEN is empty)",
          ),
        ]
      : []),
    ...(secret === undefined
      ? [
          note(
            "署名つき webhook は使いません（SHISA_WEBHOOK_SECRET が空）",
            "the signed webhook is off (SHISA_WEBHOOK_SECRET is empty)",
          ),
        ]
      : []),
  ];
  // Listening everywhere, it is asked on this machine.
  const near = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host.includes(":") ? `[${host}]` : host;
  try {
    const address = `http://${near}:${port}${heartbeatPath}?nonce=${"d".repeat(32)}`;
    const { status } = await fetch(address, { signal: AbortSignal.timeout(3_000), redirect: "error" });
    if (status !== 200) throw new Error(`it answered ${status}`);
    return [good(`webhook は ${host}:${port} で応答しています`, `the webhooks answer on ${host}:${port}`), ...off];
  } catch (error) {
    const what = {
      ja: `webhook が ${host}:${port} で応答しません: ${reason(error)}`,
      en: `the webhooks do not answer on ${host}:${port}: ${reason(error)}`,
    };
    return [bad(what, { ja: "ボットを起動する", en: "start the bot" }), ...off];
  }
}
