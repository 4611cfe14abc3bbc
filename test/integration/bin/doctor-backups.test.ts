import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkGuestBackups } from "../../../bin/doctor/guest-backups.ts";
import { checkRsnapshot } from "../../../bin/doctor/rsnapshot.ts";
import { readConfig } from "../../../executor/config.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "shisa-doctor-"));
  await writeFile(join(dir, "keyring"), "", { mode: 0o600 });
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const host = {
  ...{ SHISA_HOST: "vm1", REDIS_URL: "unix:///r", SHISA_EXECUTOR_STATE: "/s", SHISA_EXECUTOR_KEYS: "/k" },
  ...{ SHISA_TRUST: "/t", SHISA_STOP_FILE: "/stop", SHISA_LIBVIRT_URI: "test:///", SHISA_VM_NETWORK: "default" },
  ...{ SHISA_VM_TEMPLATES: "/templates", SHISA_VM_DISKS: "/disks" },
};

/** What doctor finds where `rbd` is that script. */
async function examine(script: string, settings: Record<string, string> = {}) {
  await writeFile(join(dir, "rbd"), `#!/bin/sh\necho "$*" >> ${dir}/asked\n${script}\n`);
  await chmod(join(dir, "rbd"), 0o755);
  const executor = readConfig({
    ...host,
    ...{ SHISA_RBD_POOL: "shisa-backup", SHISA_RBD_CONF: "/c", SHISA_RBD_KEYRING: join(dir, "keyring"), ...settings },
  });
  const patient = { source: "", settings: {}, bot: undefined, executor, faults: [] };
  const found = await checkGuestBackups({ ...patient, enter: ["env", `PATH=${dir}:/usr/bin:/bin`] });
  return found.map(({ mark, what, mend }) => `${mark}: ${what.en}${mend === undefined ? "" : ` -> ${mend.en}`}`);
}

test("a pool that takes an image and gives it back is well, and nothing is left in it", async () => {
  expect(await examine("exit 0")).toEqual([
    "good: guests' backups: client.shisa-backup can write to the pool shisa-backup",
  ]);
  const [made = "", removed = ""] = (await readFile(join(dir, "asked"), "utf8")).trim().split("\n");
  const image = /shisa-backup\/shisa-doctor-[0-9a-f]{8}$/u.exec(made)?.[0];
  expect(made).toBe(`--conf /c --id shisa-backup --keyring ${dir}/keyring create --size 1M ${image}`);
  expect(removed.endsWith(`rm --no-progress ${image}`)).toBe(true);
});

test.each([
  ["is not there", "echo 'rbd: error opening pool shisa-backup: (2) No such file or directory' >&2; exit 2"],
  ["may not be written", "echo 'rbd: create error: (1) Operation not permitted' >&2; exit 1"],
  ["takes nothing away again", 'case "$*" in *" rm "*) echo "rbd: delete error" >&2; exit 1;; esac'],
])("a pool that %s is told, with what rbd said and where to read", async (_, script) => {
  const [finding] = await examine(script);
  expect(finding).toMatch(
    /^bad: guests' backups: client.shisa-backup cannot use the pool shisa-backup: rbd: .* -> .*storage/u,
  );
});

test("a key that others can read is told before it is used", async () => {
  await chmod(join(dir, "keyring"), 0o644);
  expect(await examine("exit 0")).toEqual([expect.stringContaining(`chmod 600 ${dir}/keyring`)]);
});

test("a host without a pool has no backups, and says so", async () => {
  expect(await examine("exit 0", { SHISA_RBD_POOL: "" })).toEqual([
    "note: guests have no backups on this host (SHISA_RBD_POOL is empty)",
  ]);
});

test("an rsnapshot.conf that includes others is told: the hosts in those are not looked for", async () => {
  const conf = join(dir, "rsnapshot.conf");
  await writeFile(join(dir, "rsnapshot"), "#!/bin/sh\nexit 0\n", { mode: 0o755 });
  const executor = readConfig({ ...host, SHISA_RSNAPSHOT_CONF: conf, SHISA_RSNAPSHOT_RUNS: join(dir, "runs.log") });
  const patient = { source: "", settings: {}, bot: undefined, executor, faults: [] };
  const look = async () => {
    const [finding] = await checkRsnapshot({ ...patient, enter: ["env", `PATH=${dir}:/usr/bin:/bin`] });
    return `${finding?.mark}: ${finding?.what.en}`;
  };
  await writeFile(conf, "snapshot_root\t/snap/\n");
  expect(await look()).toBe(`good: rsnapshot: ${conf} is right`);
  await writeFile(conf, "snapshot_root\t/snap/\ninclude_conf\t/etc/more.conf\n");
  expect(await look()).toContain("bad: ");
});
