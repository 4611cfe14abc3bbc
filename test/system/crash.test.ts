import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vmActions } from "../../protocol/actions/vm.ts";
import { sayTo } from "../department/client.ts";
import { type Ending, edgesOf, type Point, strikeAt } from "../department/crash-points.ts";
import { type Department, startDepartment } from "../department/department.ts";
import { diskOf, pageAt, remains, strayPrograms } from "../department/guests.ts";
import { emptyRedis, killRedis, startRedis } from "../lab/redis.ts";
import { waitFor } from "../lab/wait.ts";

// Every step of every /vm verb, struck at both of its edges, by three kinds of blow. Twelve jobs stand still at once
// (six people, two jobs each), so that one blow tests twelve points.
const accounts = ["e235701", "e235702", "e235703", "prof1", "adm1", "adm2"] as const;
const small = "--memory 256M --disk 1G";

type Strike = (department: Department, letGo: () => Promise<void>) => Promise<void>;
const blows: Record<string, Strike> = {
  "the executor is killed with -9 and started again": async (department, letGo) => {
    await department.executor().kill();
    await letGo();
    await department.startExecutor();
  },
  "the bot is killed with -9 and started again": async (department, letGo) => {
    await department.bot().kill();
    await letGo();
    await department.startBot();
  },
  // What comes through a Redis that only goes away for a while is shown in test/integration.
  "Redis is killed with -9, and empty when it is back": async (department, letGo) => {
    await killRedis(department.lab);
    await letGo();
    await startRedis(department.lab);
    await emptyRedis(department.lab);
  },
};

let department: Department;
beforeAll(async () => {
  department = await startDepartment({ executorEnv: { SHISA_LANE_LONG: "12", SHISA_LANE_QUICK: "12" } });
}, 120_000);
afterAll(() => department?.stop(), 60_000);

const slot = (index: number) => ({ account: accounts[index % 6] ?? "", name: index < 6 ? "one" : "two" });

const say = (account: string, line: string) => sayTo(department.socket, account, line).final;

/** Each of the twelve slots has a guest that runs. */
async function everySlotRuns(): Promise<void> {
  await Promise.all(
    Array.from({ length: 12 }, async (_, index) => {
      const { account, name } = slot(index);
      const shown = await say(account, `/vm show ${name}`);
      if (shown.status !== "done") return expectDone(await say(account, `/vm create tiny ${name} ${small}`));
      if ((shown.output as { state: string }).state !== "running") expectDone(await say(account, `/vm start ${name}`));
    }),
  );
}

const expectDone = (final: { status?: unknown }) =>
  expect(final, JSON.stringify(final)).toMatchObject({ status: "done" });

/** The truth after a blow: a guest that the answer calls working serves its page; one that it denies is not there. */
async function answersAreTrue(endings: readonly Ending[]): Promise<void> {
  const { domains, folders, reservations } = await remains(department);
  expect(folders).toHaveLength(domains.length);
  expect([...reservations].sort()).toEqual([...domains].sort());
  await Promise.all(
    endings.map(async ({ point, final }) => {
      const domain = `${point.account}-${point.name}`;
      const about = `${point.edge.action} ${point.edge.step} ${point.edge.edge}: ${JSON.stringify(final)}`;
      const output = final.output as { address?: string } | undefined;
      expect(["done", "failed", "not_run"], about).toContain(final.status);
      if (point.edge.action === "vm.create") expect(domains.includes(domain), about).toBe(final.status === "done");
      if (point.edge.action === "vm.delete" && final.status === "done") expect(domains, about).not.toContain(domain);
      if (final.status === "done" && output?.address !== undefined) {
        expect(await pageAt(output.address), about).toContain(domain);
      }
    }),
  );
  expect(await strayPrograms(department)).toEqual([]);
}

const points = (actions: Parameters<typeof edgesOf>[0]): Point[] =>
  edgesOf(actions).map((edge, index) => {
    const { account, name } = slot(index);
    const verb = edge.action.replace("vm.", "");
    const lines: Record<string, string> = { create: `create tiny ${name} ${small}`, disk: `disk ${name} 2G` };
    const line = `/vm ${lines[verb] ?? `${verb} ${name}`}`;
    return { edge, account, name, line };
  });

test("every step of every verb has a place in the batches below", () => {
  const batched = [["vm.create"], ["vm.stop", "vm.restart"], ["vm.disk"], ["vm.start", "vm.delete"]].flat();
  const stepped = vmActions.filter(({ steps }) => steps.length > 0).map(({ name }) => name);
  expect([...batched].sort()).toEqual([...stepped].sort());
  expect(edgesOf(["vm.create"])).toHaveLength(12);
});

describe.each(Object.entries(blows))("%s", (_, strike) => {
  const struck = (batch: readonly Point[]) => strikeAt(department, batch, (letGo) => strike(department, letGo));

  test("while guests are created", async () => {
    await answersAreTrue(await struck(points(["vm.create"])));
  }, 180_000);

  test("while guests are stopped and restarted", async () => {
    await everySlotRuns();
    await answersAreTrue(await struck(points(["vm.stop", "vm.restart"])));
  }, 240_000);

  test("while disks grow: each is as large as its guest's mark says", async () => {
    await everySlotRuns();
    const endings = await struck(points(["vm.disk"]));
    await answersAreTrue(endings);
    for (const { point, final } of endings) {
      const about = `${point.edge.step} ${point.edge.edge}: ${JSON.stringify(final)}`;
      const shown = (await say(point.account, `/vm show ${point.name}`)).output as { diskGiB: number; uuid: string };
      expect(shown.diskGiB, about).toBe(await diskOf(department, shown.uuid));
      expect(shown.diskGiB === 2, about).toBe(final.status === "done");
    }
  }, 180_000);

  test("while guests are started and deleted, and then all that was used is free again", async () => {
    const batch = points(["vm.start", "vm.delete"]);
    await Promise.all(
      batch.map(async ({ edge, account, name }) => {
        if (edge.action === "vm.start") await say(account, `/vm stop ${name} --force`);
      }),
    );
    await answersAreTrue(await struck(batch));
    await Promise.all(batch.map(({ account, name }) => say(account, `/vm delete ${name}`)));
    const allFree = async () => {
      const left = await remains(department);
      return left.domains.length + left.folders.length + left.reservations.length === 0 || undefined;
    };
    await waitFor("nothing to be left", allFree, { timeoutMs: 30_000 });
  }, 240_000);
});
