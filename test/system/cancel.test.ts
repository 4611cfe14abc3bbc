import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { grantIdOf } from "../../protocol/ids.ts";
import { sayTo } from "../department/client.ts";
import { edgesOf } from "../department/crash-points.ts";
import { type Department, startDepartment } from "../department/department.ts";
import { remains } from "../department/guests.ts";
import { isParked, park, parkName } from "../department/parking.ts";
import { waitFor } from "../lab/wait.ts";

let department: Department;
beforeAll(async () => {
  department = await startDepartment();
}, 120_000);
afterAll(() => department?.stop(), 60_000);

test.each(edgesOf(["vm.create"]))("a create that is cancelled $edge its step $step is undone", async (edge) => {
  const id = randomUUID();
  const grant = grantIdOf(`terminal:${id}`);
  await park(department.parking, grant, edge);
  const creating = sayTo(department.socket, "e235701", "/vm create tiny web --memory 256M --disk 1G", { id });
  await waitFor("the job to stand still", () => isParked(department.parking, grant, edge) || undefined, {
    timeoutMs: 60_000,
  });
  const number = creating.messages.at(-1)?.job;
  const cancelled = await sayTo(department.socket, "e235701", `/jobs cancel ${number}`).final;
  expect(cancelled, JSON.stringify(cancelled)).toMatchObject({ status: "done", output: { found: true } });
  await rm(join(department.parking, `${parkName(grant, edge)}.park`));
  expect((await creating.final).status).toBe("cancelled");
  expect(await remains(department)).toEqual({ domains: [], folders: [], reservations: [] });
}, 90_000);
