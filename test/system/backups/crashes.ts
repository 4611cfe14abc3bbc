import { expect, test } from "vitest";
import { guestBackupActions } from "../../../protocol/actions/vm-backup.ts";
import { sayTo } from "../../department/client.ts";
import { type Ending, edgesOf, strikeAt } from "../../department/crash-points.ts";
import type { Department } from "../../department/department.ts";
import { strayPrograms } from "../../department/guests.ts";
import { filesOf, markDisk, markOnDisk, rbd } from "./in-lab.ts";
import { makeTwins, type Twin } from "./twins.ts";

const accounts = ["e235701", "e235702", "e235703", "prof1", "adm1", "adm2"] as const;
const slots = Array.from({ length: 10 }, (_, index) => ({
  account: accounts[index % 6] ?? "",
  name: index < 6 ? "one" : "two",
}));
const usual = ["console.log", "disk.qcow2", "seed.iso"];

/** As many of these at once as guests are struck. */
export const crashSettings = { SHISA_LANE_LONG: "12", SHISA_LANE_QUICK: "12", SHISA_BACKUPS_AT_ONCE: "12" } as const;

/**
 * Every step of /vm backup and /vm restore, with the executor killed by -9 at both of its edges, all at once.
 * @param model the UUID of a guest that is off
 */
export function testCrashes(department: () => Department, model: () => string): void {
  let twins: readonly Twin[] = [];
  const say = (account: string, line: string) => sayTo(department().socket, account, line).final;
  const struck = (action: "vm.backup" | "vm.restore"): Promise<Ending[]> => {
    const points = edgesOf([action]).map((edge, index) => {
      const { account = "", name = "" } = slots[index] ?? {};
      return { edge, account, name, line: `/${action.replace(".", " ")} ${name}` };
    });
    return strikeAt(department(), points, async (letGo) => {
      await department().executor().kill();
      await letGo();
      await department().startExecutor();
    });
  };
  type Look = (ending: Ending, twin: Twin, about: string) => Promise<void>;
  /** Looks at each of them, a few at once. */
  const each = async (endings: readonly Ending[], look: Look): Promise<void> => {
    const waiting = [...endings.entries()];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, ending] = next;
        const { point, final } = ending;
        const about = `${point.edge.step} ${point.edge.edge}: ${JSON.stringify(final)}`;
        expect(["done", "failed", "not_run"], about).toContain(final.status);
        const twin = twins[index];
        if (twin === undefined) throw new RangeError(`there is no guest ${index}`);
        await look(ending, twin, about);
      }
    };
    await Promise.all([work(), work(), work()]);
  };

  test("every step that can crash has a guest", () => {
    const stepped = guestBackupActions.filter(({ steps }) => steps.length > 0).map(({ name }) => name);
    expect(stepped).toEqual(["vm.backup", "vm.restore"]);
    for (const name of stepped) expect(edgesOf([name])).toHaveLength(slots.length);
  });

  test("a crash while guests are backed up: a backup is whole and listed, or there is nothing of it and the next one works", async () => {
    const { lab } = department();
    twins = await makeTwins(lab, model(), slots);
    for (const { uuid } of twins) await markDisk(lab, uuid, "kept");
    await each(await struck("vm.backup"), async ({ point, final }, { uuid }, about) => {
      const { account, name } = point;
      const listed = await say(account, `/vm backups ${name}`);
      expect(listed, `${about}\n${JSON.stringify(listed)}`).toMatchObject({ status: "done" });
      const { backups } = listed.output as { backups: unknown[] };
      expect(backups.length, about).toBe(final.status === "done" ? 1 : 0);
      expect(await filesOf(lab, uuid), about).toEqual(usual);
      if (final.status === "done") return;
      const again = await say(account, `/vm backup ${name}`);
      expect(again, `${about}\n${JSON.stringify(again)}`).toMatchObject({ status: "done" });
    });
    const images = JSON.parse(await rbd(lab, "ls", "--format", "json", "rbd")) as string[];
    expect(images.filter((image) => /-(?:one|two)-/u.test(image))).toHaveLength(slots.length);
    expect(await strayPrograms(department())).toEqual([]);
  }, 300_000);

  test("a crash while guests are restored: each has the old disk or the new one, whole, and nothing beside it", async () => {
    const { lab } = department();
    for (const { uuid } of twins) await markDisk(lab, uuid, "changed");
    await each(await struck("vm.restore"), async ({ final }, { uuid }, about) => {
      expect(await markOnDisk(lab, uuid), about).toBe(final.status === "done" ? "kept" : "changed");
      const files = (await filesOf(lab, uuid)).filter((name) => name !== "restored");
      expect(files, about).toEqual(usual);
    });
    expect(await strayPrograms(department())).toEqual([]);
  }, 300_000);
}
