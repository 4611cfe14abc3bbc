import { bad, type Finding, good, note } from "../../bot/finding.ts";
import { hostsKey, inventoryKey } from "../../protocol/doorbell.ts";
import { open } from "../../protocol/envelope.ts";
import { readOwnKeys } from "../../protocol/keys.ts";
import { clockToleranceSeconds, type Inventory, reportSchema } from "../../protocol/messages.ts";
import { readTrust } from "../../protocol/trust.ts";
import { openConversation } from "../client/conversation.ts";
import { socketIn } from "../launch/state.ts";
import { reason } from "./finding.ts";
import type { Patient } from "./patient.ts";
import { withRedis } from "./redis.ts";

/** A host that has said nothing for so long is silent, in seconds. */
const silentSeconds = 90;

/** The bot's socket answers. */
export async function checkBot({ bot }: Patient): Promise<Finding[]> {
  if (bot === undefined) return [];
  const path = socketIn(bot.state);
  try {
    const conversation = await openConversation({ path, patienceMs: 2_000 });
    conversation.close();
    return [good("ボットは応答しています", "the bot answers")];
  } catch (error) {
    const what = { ja: `ボットに届きません: ${reason(error)}`, en: `the bot is not reachable: ${reason(error)}` };
    const mend = {
      ja: "npm run shisa -- start（またはサービスを起動）",
      en: "npm run shisa -- start (or start its service)",
    };
    return [bad(what, mend)];
  }
}

/** What each host said last, opened with the bot's own key and checked as the bot checks it. */
export async function checkHosts(patient: Patient): Promise<{ findings: Finding[]; inventories: Inventory[] }> {
  const { bot } = patient;
  if (bot === undefined) return { findings: [], inventories: [] };
  try {
    const own = await readOwnKeys(bot.keys);
    const trust = await readTrust(bot.trust);
    const sealed = await withRedis(bot.redisUrl, async (redis) => {
      const hosts = (await redis.smembers(hostsKey)).toSorted();
      return Promise.all(hosts.map(async (host) => ({ host, envelope: await redis.get(inventoryKey(host)) })));
    });
    const heard = await Promise.all(
      sealed.map(async ({ host, envelope }) => {
        const expected = {
          type: "shisa-report",
          schema: reportSchema,
          trust,
          role: "executor",
          now: Date.now(),
        } as const;
        const { message } = await open(envelope ?? "", own, expected);
        return { host, iat: message.iat, inventory: message.bodies.find((body) => body.kind === "inventory") };
      }),
    );
    const findings = heard.flatMap(({ host, iat, inventory }) =>
      hostFindings(host, Date.now() / 1000 - iat, inventory),
    );
    const inventories = heard.flatMap(({ inventory }) => (inventory === undefined ? [] : [inventory]));
    return { findings: heard.length === 0 ? [nobodyHeard] : findings, inventories };
  } catch (error) {
    const what = {
      ja: `実行役の報告を読めません: ${reason(error)}`,
      en: `what the hosts said cannot be read: ${reason(error)}`,
    };
    return { findings: [bad(what, startExecutor)], inventories: [] };
  }
}

const startExecutor = {
  ja: "そのホストで npm run shisa -- start executor、鍵と信頼ファイルも確かめる",
  en: "npm run shisa -- start executor on that host; see its keys and trust file too",
};
const nobodyHeard = bad({ ja: "どのホストからも報告がありません", en: "no host has been heard" }, startExecutor);

function hostFindings(host: string, ageSeconds: number, inventory: Inventory | undefined): Finding[] {
  const age = Math.round(ageSeconds);
  if (age < -clockToleranceSeconds) {
    const what = { ja: `${host} の時計が ${-age} 秒進んでいます`, en: `the clock of ${host} is ${-age} s ahead` };
    return [bad(what, { ja: "時刻合わせ（chrony など）を動かす", en: "run a time service, such as chrony" })];
  }
  if (age > silentSeconds)
    return [bad({ ja: `${host} は ${age} 秒黙っています`, en: `${host} has been silent for ${age} s` }, startExecutor)];
  const findings = [
    good(`${host} の報告は ${Math.max(0, age)} 秒前です`, `${host} was heard ${Math.max(0, age)} s ago`),
  ];
  if (inventory?.stopped === true)
    findings.push(note(`${host} は停止ファイルにより読み取りだけです`, `${host} has a stop file: it only reads`));
  if (inventory?.acceleration === "kvm") findings.push(good(`${host}: KVM が使えます`, `${host}: guests run on KVM`));
  if (inventory?.acceleration === "emulation")
    findings.push(
      note(
        `${host}: KVM は使えず、ソフトウェアで動かします（遅い）`,
        `${host}: KVM boots no guest here; guests run in software emulation (slow)`,
      ),
    );
  return findings;
}
