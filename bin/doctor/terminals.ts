import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { bad, type Finding, good } from "../../bot/finding.ts";
import { reach } from "../client/public/reach.ts";
import { reason } from "./finding.ts";
import type { Patient } from "./patient.ts";

/** Longer than that a certificate should still be good, in days. */
const enoughDays = 30;
const dayMs = 24 * 3_600_000;

/** Where ordinary users' terminals come in: the socket answers and is safe to use; the certificate is still good. */
export async function checkTerminals({ bot }: Patient): Promise<Finding[]> {
  if (bot === undefined) return [];
  const { socket, tls } = bot.terminals;
  return [
    ...(socket === undefined ? [] : [await checkSocket(socket)]),
    ...(tls === undefined ? [] : [await checkCertificate(tls.cert)]),
  ];
}

async function checkSocket(path: string): Promise<Finding> {
  try {
    (await reach({ socket: path })).destroy();
    return good("だれでも使える端末の入口が開いています", "the terminal for everybody is open");
  } catch (error) {
    const what = {
      ja: `だれでも使える端末の入口が使えません: ${reason(error)}`,
      en: `the terminal for everybody cannot be used: ${reason(error)}`,
    };
    return bad(what, {
      ja: "ボットを起動し、フォルダは docs/terminal.md のとおりに",
      en: "start the bot; its folder as docs/terminal.md says",
    });
  }
}

async function checkCertificate(path: string): Promise<Finding> {
  const { validTo } = new X509Certificate(await readFile(path));
  const days = Math.floor((Date.parse(validTo) - Date.now()) / dayMs);
  if (days > enoughDays)
    return good(`端末用の証明書はあと ${days} 日有効です`, `the terminals' certificate is good for ${days} days`);
  const what =
    days < 0
      ? { ja: `端末用の証明書は期限切れです（${path}）`, en: `the terminals' certificate has expired (${path})` }
      : { ja: `端末用の証明書はあと ${days} 日で切れます`, en: `the terminals' certificate expires in ${days} days` };
  return bad(what, {
    ja: "docs/terminal.md のとおりに新しく作り、ボットを起動し直す",
    en: "make a new one as docs/terminal.md says, and start the bot anew",
  });
}
