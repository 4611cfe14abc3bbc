import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { vmCreate } from "../../protocol/actions/vm.ts";
import type { Condition } from "../../protocol/monitor.ts";
import { until } from "../fakes/kit/until.ts";
import { type Lab, startLab, stopLab } from "../lab/lab.ts";
import { drive, driver, settings } from "./vm/in-lab.ts";

// Real libvirt and qemu: a guest whose qemu is killed, as the kernel does when memory runs out.
const person = { name: "e235701", uid: 235701 };
let lab: Lab;
let monitor: ChildProcess | undefined;
const looks: Condition[][] = [];

beforeAll(async () => {
  lab = await startLab({ components: ["vm"] });
  const input = { template: "tiny", name: "web", cpu: 1, memoryMiB: 256, diskGiB: 1, note: "" };
  const [made] = await drive(lab, [{ action: "vm.create", person, input }]);
  expect(vmCreate.output.safeParse(made?.output).success).toBe(true);
  const [program = "", ...argv] = lab.enter(["env", ...settings(lab), ...driver, "monitor"]);
  monitor = spawn(program, argv, { stdio: ["pipe", "pipe", "inherit"] });
  if (monitor.stdout === null) throw new Error("no standard output");
  createInterface({ input: monitor.stdout }).on("line", (line) => looks.push(JSON.parse(line) as Condition[]));
  await until("the monitor has looked", () => looks.length > 0, 30_000);
});
afterAll(async () => {
  monitor?.kill("SIGKILL");
  await stopLab(lab.name);
});

test("a guest whose qemu was killed is told of within seconds, by its owner's name, until it runs again", async () => {
  expect(looks.at(-1)).toEqual([]);
  const before = Date.now();
  await lab.run(["pkill", "-9", "-f", "guest=e235701-web"]);
  const [crash] = await until("it is told", () => (looks.at(-1)?.length ? looks.at(-1) : undefined), 10_000);
  expect(crash).toMatchObject({
    code: "guest.crashed",
    numbers: { guest: "web", owner: "e235701" },
    touches: ["e235701"],
  });
  expect(crash?.since).toBeGreaterThan(before - 2_000);
  expect(crash?.lines.at(-1)).toContain("reason=crashed");
  await drive(lab, [{ action: "vm.start", person, input: { name: "web" } }]);
  await until("it is over", () => looks.at(-1)?.length === 0, 30_000);
});

test("a guest that its owner switches off is no trouble", async () => {
  const seen = looks.length;
  await drive(lab, [{ action: "vm.stop", person, input: { name: "web", force: true } }]);
  await until("libvirt has told of it", () => looks.length > seen, 10_000);
  expect(looks.slice(seen).flat()).toEqual([]);
});
