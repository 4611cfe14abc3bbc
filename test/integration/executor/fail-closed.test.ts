import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Bench, prepareBench } from "../../support/executor.ts";
import { fakeCreate, fakeInput } from "../../support/fake-create.ts";
import { waitFor } from "../../support/wait.ts";

// What an executor cannot rely on: then it refuses, says so, and goes on by itself once that is mended.

let bench: Bench;
beforeEach(async () => {
  bench = await prepareBench();
});
afterEach(async () => {
  await bench.remove();
});

const ping = async () => {
  const grant = await bench.bot.send(bench.bot.grant("host.ping", {}));
  return bench.bot.result(grant.jti);
};
const refusedWith = (code: string) => ({ status: "refused", refusal: { code } });

async function trustOnly(keep: (name: string) => boolean): Promise<void> {
  const path = bench.config.trust;
  const { keys } = JSON.parse(await readFile(path, "utf8")) as { keys: { name: string }[] };
  await writeFile(`${path}.new`, JSON.stringify({ keys: keys.filter(({ name }) => keep(name)) }), { mode: 0o644 });
  await rename(`${path}.new`, path);
}

/** How often it was looked up who somebody is, beside what the inventory asks for all. */
const looked = async (): Promise<number> => (await bench.asked()).filter((line) => line.includes("initgroups")).length;

const told = async (what: string): Promise<number> =>
  (await bench.audit()).filter((entry) => entry["what"] === what).length;

test("a Redis whose settings are changed while it runs is refused, and taken again once they are mended", {
  timeout: 40_000,
}, async () => {
  await bench.start();
  expect(await ping()).toMatchObject({ status: "done" });
  for (const [name, bad, good] of [
    ["maxmemory-policy", "allkeys-lru", "noeviction"],
    ["appendonly", "no", "yes"],
  ] as const) {
    await bench.redis.client.config("SET", name, bad);
    await waitFor("a refusal", async () => (await ping()).refusal?.code === "redis.unfit");
    expect(await ping()).toMatchObject(refusedWith("redis.unfit"));
    await bench.redis.client.config("SET", name, good);
    await waitFor("it to be taken again", async () => (await ping()).status === "done");
  }
});

test("a bot whose key is taken out of the trust file is refused at once, what it has waiting too", {
  timeout: 40_000,
}, async () => {
  const whole = await readFile(bench.config.trust, "utf8");
  await bench.start({ runners: { "vm.create": fakeCreate(bench.folder) } });
  await writeFile(join(bench.folder, "hold-seed"), "");
  const create = () => bench.bot.send(bench.bot.grant("vm.create", fakeInput));
  const [, , waits] = [await create(), await create(), await create()];
  await waitFor("two to run", async () => {
    await bench.bot.read();
    const running = bench.bot.bodies().filter((body) => body.kind === "progress" && body.steps[2]?.state === "doing");
    return new Set(running.map((body) => body.kind === "progress" && body.grant)).size === 2;
  });
  await trustOnly((name) => name !== "bot");
  await waitFor("the change to be seen", async () => (await told("trust.changed")) === 1);
  await bench.bot.send(bench.bot.grant("host.ping", {}));
  await waitFor("the refusal", async () => (await told("grant.rejected")) === 1);
  await rm(join(bench.folder, "hold-seed"));
  await waitFor("all three to end", async () => (await told("grant.ended")) === 3);
  await writeFile(bench.config.trust, whole);
  expect(await bench.bot.result(waits.jti)).toMatchObject(refusedWith("bot.untrusted"));
});

test("a full disk: everything is refused, and nothing that was refused runs later, not after a restart either", {
  timeout: 40_000,
}, async () => {
  const disk = bench.config.state;
  await execa("mkdir", ["-p", disk]);
  await execa("mount", ["-t", "tmpfs", "-o", "size=256k,mode=0700", "tmpfs", disk]);
  const filler = join(disk, "filler");
  const fill = () => execa("dd", ["if=/dev/zero", `of=${filler}`, "bs=4k"], { reject: false });
  try {
    await bench.start();
    expect(await ping()).toMatchObject({ status: "done" });
    await fill();
    // What still fits on the last page of the file runs, and is told when its end can be written down.
    await waitFor("a refusal", async () => {
      await bench.bot.send(bench.bot.grant("host.ping", {}, { person: { name: "bob", uid: 5002 } }));
      await bench.bot.read();
      return bench.bot.bodies().some((body) => body.kind === "result" && body.refusal?.code === "journal.unwritable");
    });
    // Of several, too: the journal and the audit each have a last page of their own.
    const sent: Awaited<ReturnType<typeof bench.bot.send>>[] = [];
    const turnedAway = () => {
      const codes = new Map(bench.bot.bodies().map((it) => [it.kind === "result" ? it.grant : "", it]));
      return sent.find(({ jti }) => {
        const it = codes.get(jti);
        return it?.kind === "result" && it.refusal?.code === "journal.unwritable";
      });
    };
    await waitFor("another's refusal", async () => {
      sent.push(await bench.bot.send(bench.bot.grant("host.ping", {})));
      await bench.bot.read();
      return turnedAway() !== undefined;
    });
    const refused = turnedAway() ?? expect.fail("it was there a moment ago");
    const asked = await looked();

    await bench.stop();
    await rm(filler);
    await bench.start();
    await bench.bot.send(refused);
    // Its end was written down on the last page of the journal, or it is one of those that were turned away unwritten.
    await waitFor("the answer", async () => (await told("grant.forgotten")) + (await told("grant.repeated")) === 1);
    expect(await looked()).toBe(asked);
    const next = bench.bot.grant("host.ping", {}, { iat: Math.floor(Date.now() / 1000) + 2 });
    await bench.bot.send(next);
    expect(await bench.bot.result(next.jti)).toMatchObject({ status: "done" });
  } finally {
    await bench.stop();
    await execa("umount", ["--lazy", disk]);
  }
});
