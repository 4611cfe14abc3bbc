import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { type Department, startDepartment } from "../department/department.ts";
import type { LabCeph } from "../lab/ceph/start.ts";
import { commandLine, listProcesses } from "../lab/processes.ts";
import { type Platforms, startPlatforms } from "../stories/chat/platforms.ts";
import { createTroubles, type Reader } from "./ceph-troubles.ts";
import type { Figure } from "./figures.ts";
import type { Scene } from "./scene.ts";
import { median } from "./statistics.ts";

/** How long the monitor is watched at its ordinary work; meanwhile the chats have room for new cards again. */
const watchedMs = 90_000;
/** The kernel counts the time of a process in hundredths of a second. */
const tickMs = 10;
const note = "from the start of the command that brings it about until its post is in both chats' alert channels";

/** How soon people read of Ceph's errors and warnings in the chats, and what watching costs. */
export async function benchCeph(scene: Pick<Scene, "tell">): Promise<Figure[]> {
  let platforms: Platforms | undefined;
  let department: Department | undefined;
  let onSlack: Reader | undefined;
  try {
    department = await startDepartment({
      components: ["redis", "ceph-osd"],
      calendarAt: Date.now(),
      botEnv: async ({ cable }) => {
        platforms = await startPlatforms(cable);
        const member = platforms.slack.person({ locale: "en-US" });
        onSlack = member;
        return {
          ...platforms.env,
          SHISA_SLACK_ALERT_CHANNEL: platforms.slack.channel({ name: "alerts", members: [member] }).id,
          SHISA_DISCORD_ALERT_CHANNEL: platforms.discord.channel("alerts").id,
        };
      },
      executorEnv: async ({ ceph }) => ({
        SHISA_CEPH_CONF: ceph?.conf ?? "",
        SHISA_CEPH_KEYRING: ceph?.readKeyring ?? "",
      }),
    });
    const { lab } = department;
    if (platforms === undefined || onSlack === undefined || lab.ceph === undefined)
      throw new Error("the department has no chats, or no Ceph");
    await platforms.ready();
    const readers = [onSlack, platforms.discord.person({ locale: "en-US" })];
    const { error, flag, disk } = createTroubles(department, readers, scene.tell);
    const errors = await error(5);
    const share = await shareOf(lab.ceph, scene);
    const flags = await flag(3);
    const disks = await disk(2);
    return [
      toChat("an error", errors, 5),
      toChat("a warning", flags, 60),
      toChat("a warning that waits whether it stays (an OSD that hangs)", disks, 60),
      {
        ...{ name: "ceph: the monitor's share of a core", value: share, unit: "%", baseline: null, ratio: null },
        limit: { of: "value", kind: "below", bound: 1 },
      },
    ];
  } finally {
    await department?.stop();
    await platforms?.stop();
  }
}

/** The slowest of all is what counts. */
const toChat = (what: string, times: readonly number[], bound: number): Figure => ({
  ...{ name: `ceph: ${what} in the chats`, value: Math.max(...times), unit: "s", baseline: null, ratio: null },
  limit: { of: "value", kind: "below", bound },
  note: `${note}; the slowest of ${times.length}, whose median is ${median(times).toFixed(1)} s`,
});

async function shareOf({ readKeyring }: LabCeph, scene: Pick<Scene, "tell">): Promise<number> {
  const before = await spent(readKeyring);
  const began = performance.now();
  scene.tell(`ceph: watching what it costs, ${watchedMs / 1000} s`);
  await sleep(watchedMs);
  const after = await spent(readKeyring);
  return ((after - before) / (performance.now() - began)) * 100;
}

/** The time of a processor that the programs with this key have used, in milliseconds. */
async function spent(keyring: string): Promise<number> {
  const own = listProcesses().filter(({ pid }) => commandLine(pid).includes(keyring));
  const times = await Promise.all(
    own.map(async ({ pid }) => {
      const fields = (await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")).split(") ")[1]?.split(" ") ?? [];
      return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * tickMs;
    }),
  );
  return times.reduce((sum, time) => sum + time, 0);
}
