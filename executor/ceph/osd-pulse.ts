import type { OsdDump } from "./answers.ts";
import { speaks } from "./banner.ts";

/** So many are asked at once: a hundred that all hang are asked within a look's time. */
const atOnce = 32;

/**
 * The OSDs that the monitors take for running and that do not speak, by number. Monitors learn of a dead OSD from the
 * others: when all die at once, or all of one of two servers, nobody is left to tell them, and they say that all is
 * well for up to a quarter of an hour.
 */
export async function silentOsds({ osds }: Pick<OsdDump, "osds">, signal: AbortSignal): Promise<readonly number[]> {
  const silent: number[] = [];
  const rest = osds.filter(({ up }) => up === 1).values();
  const worker = async (): Promise<void> => {
    for (const { osd, public_addrs } of rest) if (!(await speaks(public_addrs, signal))) silent.push(osd);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return silent.toSorted((a, b) => a - b);
}
