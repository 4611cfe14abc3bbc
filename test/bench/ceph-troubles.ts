import type { Severity } from "../../protocol/monitor.ts";
import { readCalendar, turnCalendar } from "../department/calendar.ts";
import type { Department } from "../department/department.ts";
import { ceph, pauseCephDaemon, setInDaemon } from "../lab/ceph/daemon.ts";

interface Card {
  readonly waitForEdit: (pattern: RegExp, deadlineMs: number) => Promise<unknown>;
}
/** Somebody who reads an alert channel. */
export interface Reader {
  readonly sees: (
    pattern: RegExp,
    options: { readonly where: "channel"; readonly deadlineMs: number },
  ) => Promise<Card>;
}

const deadlineMs = 120_000;
/** After so long what comes again is another incident, with a card of its own. */
const apartMs = 15 * 60_000;

/** Brings troubles about in a department's Ceph, one after another. Each gives how long every round took, in seconds. */
export function createTroubles(
  { lab, calendar }: Department,
  readers: readonly Reader[],
  tell: (line: string) => void,
) {
  let number = 0;
  const rounds = async (
    count: number,
    severity: Severity,
    raise: () => Promise<unknown>,
    end: () => Promise<unknown>,
  ): Promise<number[]> => {
    const times: number[] = [];
    for (let round = 1; round <= count; round += 1) {
      number += 1;
      const card = new RegExp(`Alert ${number} \\(${severity}\\)`, "u");
      const began = performance.now();
      const seen = Promise.all(readers.map((reader) => reader.sees(card, { where: "channel", deadlineMs })));
      const timed = seen.then(() => times.push((performance.now() - began) / 1000));
      await Promise.all([raise(), timed]);
      tell(`ceph: ${severity}, round ${round} of ${count}: ${times.at(-1)?.toFixed(2)} s`);
      await end();
      await Promise.all((await seen).map((each) => each.waitForEdit(/over by itself/u, deadlineMs)));
      await turnCalendar(calendar, readCalendar(calendar) + apartMs);
    }
    return times;
  };
  const critical = (share: string) => setInDaemon(lab, "mon.a", "mon_data_avail_crit", share);
  return {
    /** A monitor's disk is full. */
    error: (count: number) =>
      rounds(
        count,
        "error",
        () => critical("99"),
        () => critical("1"),
      ),
    /** A flag is set, which is told at once. */
    flag: (count: number) =>
      rounds(
        count,
        "warning",
        () => ceph(lab, ["osd", "set", "noout"]),
        () => ceph(lab, ["osd", "unset", "noout"]),
      ),
    /** An OSD hangs, which is told when it stays so. */
    disk: (count: number) =>
      rounds(
        count,
        "warning",
        () => pauseCephDaemon(lab, "osd.1", true),
        () => pauseCephDaemon(lab, "osd.1", false),
      ),
  };
}
