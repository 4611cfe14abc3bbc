import { mkdtemp, open, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createExec } from "../../executor/exec.ts";
import { boots, createAcceleration } from "../../executor/libvirt/acceleration.ts";
import { seedFiles } from "../../executor/seed/files.ts";
import { makeSeed } from "../../executor/seed/image.ts";
import { run } from "../lab/run.ts";
import { ecdsaLine, ed25519Line, rsaLine, securityKeyLine } from "../unit/executor-vm/keyring.ts";

const seed = {
  uuid: "6f1c2f0e-4b7e-4f6e-9d4f-0a1b2c3d4e5f",
  hostName: "a--b-web",
  owner: { name: "a-b", uid: 235701 },
  keys: [ed25519Line(), rsaLine(4096), ecdsaLine(521), securityKeyLine()],
};
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "shisa-seed-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("Debian's cloud-init finds nothing wrong with a seed", async () => {
  for (const name of ["a-b", "null", "y", "e235701"]) {
    const file = join(folder, "user-data");
    await writeFile(file, seedFiles({ ...seed, owner: { name, uid: 235701 } })["user-data"]);
    const said = await run(["cloud-init", "schema", "--config-file", file]);
    expect({ name, ...said }).toMatchObject({ name, exitCode: 0 });
    expect(said.stdout).toContain("Valid cloud-config");
  }
});

test("a seed's image has the label that NoCloud looks for and holds the two files, and nothing else is left", async () => {
  for (const _ of [1, 2]) await makeSeed(createExec(), folder, seed);
  expect(await readdir(folder)).toEqual(["seed.iso"]);
  const image = join(folder, "seed.iso");
  const file = await open(image);
  const label = Buffer.alloc(32);
  await file.read(label, 0, 32, 32_808);
  await file.close();
  expect(label.toString("latin1").trimEnd()).toBe("cidata");
  for (const [name, text] of Object.entries(seedFiles(seed))) {
    expect((await run(["isoinfo", "-R", "-i", image, "-x", `/${name}`])).stdout).toBe(text);
  }
});

test("the disk that shows whether guests boot does boot, and KVM is used only where it boots it too", async () => {
  const exec = createExec();
  expect(await boots(exec, "tcg")).toBe(true);
  const began = Date.now();
  const acceleration = await createAcceleration(exec)();
  expect(Date.now() - began).toBeLessThan(8_000);
  expect(acceleration === "kvm").toBe(acceleration === "kvm" && (await boots(exec, "kvm")));
});
