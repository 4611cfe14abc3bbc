import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { ActionName } from "../../../protocol/catalogue.ts";
import type { Result } from "../../../protocol/messages.ts";
import { cephFiles } from "../../lab/ceph/conf.ts";
import { ceph } from "../../lab/ceph/daemon.ts";
import { type Lab, startLab, stopLab } from "../../lab/lab.ts";
import { waitFor } from "../../lab/wait.ts";
import { type Bench, prepareBench } from "../../support/executor.ts";
import { adm, alice } from "../../support/fake-people.ts";
import { cephConfigOf } from "../../support/watched-ceph.ts";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

let lab: Lab;
let bench: Bench;

beforeAll(async () => {
  lab = await startLab({ components: ["ceph"] });
  if (lab.ceph === undefined) throw new Error("the lab has no Ceph");
  bench = await prepareBench([alice, adm], { ceph: cephConfigOf(lab.ceph) });
  await bench.start();
});
afterAll(async () => {
  await bench?.remove();
  if (lab !== undefined) await stopLab(lab.name);
});

async function ask(action: ActionName, input: unknown, { name, uid } = adm): Promise<Result> {
  const grant = await bench.bot.send(bench.bot.grant(action, input, { person: { name, uid } }));
  return bench.bot.result(grant.jti, 60_000);
}
const flags = async (): Promise<string> => ceph(lab, ["osd", "dump", "-f", "json"]);
const hasNoout = async (): Promise<boolean> => /"flags":"[^"]*noout/u.test(await flags());

test("everybody sees how it is: monitors, disks, space, what it bears, and what is wrong", async () => {
  const result = await ask("ceph.status", {}, alice);
  expect(result).toMatchObject({
    status: "done",
    output: {
      reason: null,
      cluster: { checks: [], monitors: { total: 1, inQuorum: 1, down: [] }, noout: { set: false, until: null } },
    },
  });
  for (const action of ["ceph.health", "ceph.df", "ceph.osd"] as const)
    expect(await ask(action, {}, alice)).toMatchObject({ status: "done", output: { reason: null } });
});

test("a mute is set, and taken away again; one of a check that is not raised is refused", async () => {
  const none = await ask("ceph.mute", { code: "OSDMAP_FLAGS", minutes: 60 });
  expect(none).toMatchObject({ status: "refused", refusal: { code: "ceph.not_raised" } });
  await ceph(lab, ["osd", "set", "norebalance"]);
  const muted = await ask("ceph.mute", { code: "OSDMAP_FLAGS", minutes: 60 });
  expect(muted).toMatchObject({ status: "done", output: { code: "OSDMAP_FLAGS" } });
  expect(await ceph(lab, ["health"])).toContain("muted: OSDMAP_FLAGS");
  expect(await ask("ceph.unmute", { code: "OSDMAP_FLAGS" })).toMatchObject({ status: "done" });
  expect(await ask("ceph.unmute", { code: "OSDMAP_FLAGS" })).toMatchObject({ status: "refused" });
  await ceph(lab, ["osd", "unset", "norebalance"]);
});

test("noout for an hour is over after an hour, though the executor was dead meanwhile", async () => {
  const set = await ask("ceph.noout", { minutes: 60 });
  expect(set).toMatchObject({ status: "done" });
  expect(await hasNoout()).toBe(true);
  await bench.stop();
  // The clock of its next start stands after the hour.
  await bench.start({ now: () => Date.now() + 3_700_000 });
  await waitFor("the end of noout", async () => ((await hasNoout()) ? undefined : true), { timeoutMs: 30_000 });
  await bench.stop();
  await bench.start();
});

test("noout is ended by hand before its time, and one that is not ours is left alone", async () => {
  await ask("ceph.noout", { minutes: 60 });
  expect(await ask("ceph.noout", { minutes: 0 })).toMatchObject({ status: "done", output: { until: null } });
  expect(await hasNoout()).toBe(false);
  await ceph(lab, ["osd", "set", "noout"]);
  const refused = await ask("ceph.noout", { minutes: 60 });
  expect(refused).toMatchObject({ status: "refused", refusal: { code: "ceph.noout_foreign" } });
  await ceph(lab, ["osd", "unset", "noout"]);
});

test("the acting account can do nothing but that, and the one that looks can change nothing", async () => {
  const { conf, readKeyring, actKeyring } = cephFiles(lab.dir);
  const by = async (name: string, keyring: string, words: readonly string[]): Promise<number> => {
    const argv = ["ceph", "--conf", conf, "--name", name, "--keyring", keyring, "--connect-timeout", "5", ...words];
    return (await lab.run(argv)).exitCode;
  };
  const denied = 13;
  for (const words of [
    ["osd", "set", "pause"],
    ["auth", "ls"],
    ["config", "set", "mon", "debug_mon", "1"],
  ])
    expect(await by("client.shisa-act", actKeyring, words)).toBe(denied);
  expect(await by("client.shisa", readKeyring, ["osd", "set", "noout"])).toBe(denied);
  expect(await by("client.shisa", readKeyring, ["health"])).toBe(0);
});
