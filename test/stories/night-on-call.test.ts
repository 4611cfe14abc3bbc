import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { turnCalendar } from "../department/calendar.ts";
import { sayTo } from "../department/client.ts";
import { type Department, startDepartment } from "../department/department.ts";
import type { Person as DiscordPerson } from "../fakes/discord/driver/person.ts";
import type { Person as SlackPerson } from "../fakes/slack/driver/person.ts";
import { ceph, setInDaemon } from "../lab/ceph/daemon.ts";
import { waitFor } from "../lab/wait.ts";
import { type Platforms, startPlatforms } from "./chat/platforms.ts";

// A night as the person on call has it: a real Ceph breaks and mends, the calendar is turned, and nothing else is made up.
const tokyo = (clock: string): number => Date.parse(`2026-11-03T${clock}:00+09:00`);
const turnTo = (clock: string): Promise<void> => turnCalendar(department.calendar, tokyo(clock));
const inTime = 40_000;

let department: Department;
let platforms: Platforms;
/** On call, a student; the next of the rota, an administrator with a phone; and the third. */
let kana: SlackPerson;
let adm: DiscordPerson;
let ren: SlackPerson;

beforeAll(async () => {
  department = await startDepartment({
    components: ["redis", "ceph"],
    calendarAt: tokyo("02:00"),
    botEnv: async ({ cable, dir }) => {
      platforms = await startPlatforms(cable);
      const rota = join(dir, "oncall.json");
      await writeFile(rota, JSON.stringify({ members: ["e235701", "adm1", "e235702"], since: "2026-11-02" }));
      kana = platforms.slack.person({ locale: "en-US" });
      ren = platforms.slack.person({ locale: "en-US" });
      const alerts = platforms.slack.channel({ name: "alerts", members: [kana, ren] });
      const onDiscord = platforms.discord.channel("alerts");
      return {
        ...platforms.env,
        SHISA_SLACK_ALERT_CHANNEL: alerts.id,
        SHISA_DISCORD_ALERT_CHANNEL: onDiscord.id,
        SHISA_ONCALL: rota,
      };
    },
    executorEnv: async ({ ceph: made }) => {
      if (made === undefined) throw new Error("the lab has no Ceph");
      const { conf, readKeyring, actKeyring } = made;
      return { SHISA_CEPH_CONF: conf, SHISA_CEPH_KEYRING: readKeyring, SHISA_CEPH_ACT_KEYRING: actKeyring };
    },
  });
  await platforms.ready();
  adm = platforms.discord.person({ locale: "en-US" });
  await adm.uses("ping");
  const { team } = platforms.slack;
  const identities = [
    [`slack:${team}/${kana.id}`, "e235701"],
    [`discord:${platforms.discord.guild}/${adm.id}`, "adm1"],
    [`slack:${team}/${ren.id}`, "e235702"],
  ];
  for (const [identity, account] of identities) {
    const { status } = await sayTo(department.socket, "adm1", `/link add ${identity} ${account}`).final;
    if (status !== "done") throw new Error(`linking ${identity} ended ${status}`);
  }
}, 240_000);
afterAll(async () => {
  await department?.stop();
  await platforms?.stop();
}, 60_000);

/** Which alerts somebody was called for in their direct messages, and why. */
const callsOf = (person: SlackPerson | DiscordPerson): readonly string[] =>
  person.messages().flatMap(({ where, text }) => {
    const alert = /Alert (\d) \((warning|error)\)/u.exec(text);
    const why = /You are on call|here it is again|You come next|Everybody is told/u.exec(text);
    return where === "channel" || alert === null || why === null ? [] : [`${alert[1]} ${alert[2]}: ${why[0]}`];
  });
/** Waits until somebody was called so often in all. */
const called = async (person: SlackPerson | DiscordPerson, times: number): Promise<void> => {
  const look = () => (callsOf(person).length >= times ? true : undefined);
  await waitFor(`call ${times}, after ${JSON.stringify(callsOf(person))}`, look, { timeoutMs: inTime });
};
const cardIn = { where: "channel", deadlineMs: inTime } as const;
const buttonOf = ({ buttons }: { readonly buttons: readonly string[] }, label: RegExp): string =>
  buttons.find((each) => label.test(each)) ?? `none of ${buttons.join(", ")} is ${label}`;

test("a night on call: a warning waits, an error calls until somebody looks, a phone is enough, and the morning tells it once", async () => {
  const { lab } = department;
  await ceph(lab, ["osd", "set", "noout"]);
  const warning = await kana.sees(/Alert 1 \(warning\)/u, cardIn);
  await warning.waitForEdit(/On call[\s\S]*e235701/u, inTime);
  await adm.sees(/Alert 1 \(warning\)/u, cardIn);

  await turnTo("02:20");
  await setInDaemon(lab, "mon.a", "mon_data_avail_crit", "99");
  await called(kana, 1);
  const error = await kana.sees(/^.*Alert 2 \(error\)[\s\S]*State/u, cardIn);
  await turnTo("02:30");
  await called(kana, 2);
  await turnTo("02:40");
  await called(adm, 1);
  await turnTo("03:00");
  await Promise.all([called(kana, 3), called(adm, 2), called(ren, 1)]);

  await turnTo("03:05");
  const page = await adm.sees(/Everybody is told/u, { deadlineMs: inTime });
  await page.click(buttonOf(page, /^Acknowledge$/u));
  await error.waitForEdit(/acknowledged: .*adm1/u, inTime);
  expect(error.buttons).not.toContain("Acknowledge");

  // Being on call gives no rights: a student may acknowledge, and mutes nothing.
  await error.click(buttonOf(error, /^\/ceph mute/u));
  await kana.sees(/Only administrators may do this/u, { deadlineMs: inTime });
  expect(await ceph(lab, ["health"])).not.toContain("muted");
  await page.click(buttonOf(page, /^\/ceph mute/u));
  await adm.sees(/CRIT is muted/u, { deadlineMs: inTime });
  expect(await ceph(lab, ["health"])).toContain("muted: MON_DISK_CRIT");
  await error.waitForEdit(/over by itself/u, inTime);
  await setInDaemon(lab, "mon.a", "mon_data_avail_crit", "1");

  await turnTo("08:30");
  await called(kana, 4);
  const summary = await kana.sees(/Good morning/u, cardIn);
  expect(summary.text).toMatch(/2 things happened in the night[\s\S]*On call now[\s\S]*e235701/u);
  expect(summary.text).toMatch(/#1 [\s\S]*warning[\s\S]*since 02:00[\s\S]*still there/u);
  expect(summary.text).toMatch(/#2 [\s\S]*error[\s\S]*since 02:20[\s\S]*over at 03:0/u);

  // What is written down later than where the summary stands is on the disk, so that is too.
  await adm.uses("ping");
  await adm.sees(/answers/u, { deadlineMs: inTime });
  await department.bot().kill();
  await department.startBot();
  await ceph(lab, ["osd", "unset", "noout"]);
  await warning.waitForEdit(/over by itself/u, inTime);

  expect(callsOf(kana)).toEqual([
    ...["2 error: You are on call", "2 error: here it is again", "2 error: Everybody is told"],
    "1 warning: You are on call",
  ]);
  expect(callsOf(adm)).toEqual(["2 error: You come next", "2 error: Everybody is told"]);
  expect(callsOf(ren)).toEqual(["2 error: Everybody is told"]);
  for (const person of [kana, adm]) {
    const mornings = person.messages("channel").filter(({ text }) => text.includes("Good morning"));
    expect(mornings.map(({ text }) => text)).toHaveLength(1);
  }
  expect(platforms.slack.complaints()).toEqual([]);
  expect(platforms.discord.complaints()).toEqual([]);
}, 240_000);
