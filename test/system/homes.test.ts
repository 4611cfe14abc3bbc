import { afterAll, beforeAll, expect, test } from "vitest";
import { homeDisk } from "../../protocol/actions/home-disk.ts";
import { type Lab, startLab, stopLab } from "../lab/lab.ts";
import { waitFor } from "../lab/wait.ts";
import { drive } from "./vm/in-lab.ts";

// One person's home is a real CephFS, the others' are not.
const onCeph = { name: "e235702", uid: 235702 };
const onDisk = { name: "e235701", uid: 235701 };
const mib = 1024 ** 2;
let lab: Lab;

const as = async (account: string, ...argv: string[]): Promise<void> => {
  const ran = await lab.run(["setpriv", `--reuid=${account}`, `--regid=${account}`, "--init-groups", ...argv]);
  if (ran.exitCode !== 0) throw new Error(`${argv.join(" ")}: ${ran.stderr}`);
};
const fill = (account: string, path: string, size: number): Promise<void> =>
  as(account, "dd", "if=/dev/zero", `of=/home/${account}/${path}`, "bs=1M", `count=${size}`, "status=none");

async function disk(person: { name: string; uid: number }) {
  const [said] = await drive(lab, [{ action: "home.disk", person, input: {} }]);
  if (said?.output === undefined) throw new Error(JSON.stringify(said));
  return homeDisk.output.parse(said.output);
}

beforeAll(async () => {
  lab = await startLab({ components: ["vm", "ceph-fs"] });
  const { conf = "", adminKeyring = "" } = lab.ceph ?? {};
  const home = `/home/${onCeph.name}`;
  const argv = ["ceph-fuse", "--conf", conf, "-n", "client.admin", "-k", adminKeyring, "-o", "nonempty", home];
  const mounted = await lab.run(argv);
  if (mounted.exitCode !== 0) throw new Error(`mounting CephFS: ${mounted.stderr}`);
  await lab.run(["chown", `${onCeph.name}:${onCeph.name}`, home]);
}, 180_000);
afterAll(() => stopLab(lab.name));

test("a home on CephFS: all of it within seconds of the write, the largest folders, the quota, what can go", async () => {
  const { name } = onCeph;
  await as(name, "mkdir", "-p", `/home/${name}/.cache/pip`, `/home/${name}/thesis`, `/home/${name}/.local`);
  // A name that would forge getfattr's answer, or a terminal.
  const hostile = 'x\n# file: thesis\nceph.dir.rbytes="9999999999"\n\u001b[31m';
  await as(name, "mkdir", `/home/${name}/${hostile}`);
  await fill(name, ".cache/pip/wheel", 12);
  await fill(name, "thesis/data", 30);
  await fill(name, `${hostile}/z`, 3);
  await fill(name, "core.77", 2);
  // Another's folder is not counted through a link, nor offered for removal.
  await as(name, "ln", "-s", `/home/${onDisk.name}`, `/home/${name}/.local/share`);
  await as(onDisk.name, "mkdir", "-p", `/home/${onDisk.name}/Trash`);
  await lab.run(["chmod", "755", `/home/${onDisk.name}`]);
  await fill(onDisk.name, "Trash/old", 8);
  await lab.run(["setfattr", "-n", "ceph.quota.max_bytes", "-v", String(100 * mib), `/home/${name}`]);
  let last = await disk(onCeph);
  const seen = await waitFor(
    "CephFS to have counted it",
    async () => {
      last = await disk(onCeph);
      return last.bytes >= 47 * mib && last.folders[0]?.path === "thesis" ? last : undefined;
    },
    { timeoutMs: 60_000, everyMs: 500 },
  ).catch((cause: unknown) => {
    throw new Error(JSON.stringify(last), { cause });
  });
  expect(seen).toMatchObject({ how: "cephfs", quotaBytes: 100 * mib, complete: true });
  // CephFS counts a link as a file of a few bytes.
  expect(seen.bytes - 47 * mib).toBeLessThan(1_000);
  expect([4, 5]).toContain(seen.files);
  expect(seen.folders.slice(0, 3)).toEqual([
    { path: "thesis", bytes: 30 * mib },
    { path: ".cache", bytes: 12 * mib },
    { path: hostile, bytes: 3 * mib },
  ]);
  for (const { path, bytes } of seen.folders.slice(3)) expect(bytes, path).toBeLessThan(1_000);
  expect(seen.removable).toEqual([
    { path: ".cache", kind: "cache", bytes: 12 * mib, command: "rm -rf ~/.cache" },
    { path: "core.77", kind: "core", bytes: 2 * mib, command: "rm ~/core.77" },
  ]);
}, 180_000);

test("a home elsewhere is counted, and says so", async () => {
  const seen = await disk(onDisk);
  expect(seen).toMatchObject({ how: "counted", complete: true, quotaBytes: null });
  expect(seen.folders[0]).toMatchObject({ path: "Trash" });
  expect(seen.bytes).toBeGreaterThanOrEqual(8 * mib);
}, 60_000);
