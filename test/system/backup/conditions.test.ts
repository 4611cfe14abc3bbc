import { rm, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Lab, startLab, stopLab } from "../../lab/lab.ts";
import { repositoryRoot } from "../../lab/paths.ts";
import { type BackupsOfLab, type ConfOptions, prepareBackups } from "../../lab/rsnapshot/rsnapshot.ts";
import { waitFor } from "../../support/wait.ts";

// Every way in which a run of the real rsnapshot ends, over a real ssh: one condition each, over after a good run.
let lab: Lab;
let backups: BackupsOfLab;

beforeAll(async () => {
  lab = await startLab({ components: [] });
  backups = await prepareBackups(lab);
  await writeFile(join(lab.dir, "home/e235701/report.tex"), "my report\n");
  expect((await backups.run("daily")).exitCode).toBe(0);
}, 60_000);
afterAll(() => stopLab(lab.name), 30_000);

const limit = 120_000;

/** What the monitor tells now, looking from inside, where the disks of the snapshots are. */
async function told(): Promise<string[]> {
  const at = (path: string): string => JSON.stringify(join(repositoryRoot(), "dist/executor", path));
  const program = `
    import { lookAtBackups } from ${at("monitors/rsnapshot.js")};
    import { readSchedule, usualSchedule } from ${at("rsnapshot/schedule.js")};
    const config = { ...JSON.parse(process.argv[1]), schedule: readSchedule(usualSchedule) };
    const { conditions } = await lookAtBackups({ config, timeZone: "Asia/Tokyo", now: Date.now });
    process.stdout.write(JSON.stringify(conditions));`;
  const { conf, runs } = backups;
  const argv = [process.execPath, "--input-type=module", "-e", program, "--", JSON.stringify({ conf, runs })];
  const { stdout, stderr } = await lab.run(argv);
  expect(stderr).toBe("");
  const conditions: { code: string; severity: string; numbers: { host?: string } }[] = JSON.parse(stdout);
  return conditions.map(({ code, severity, numbers }) => `${severity} ${code} ${numbers.host ?? ""}`.trim());
}

async function isWellAgain(): Promise<void> {
  await backups.configure();
  const good = await backups.run("daily");
  expect(good.exitCode, good.stderr).toBe(0);
  expect(await told()).toEqual([]);
}

it("a good run tells nothing, and one of a level that has nothing to move yet neither", {
  timeout: limit,
}, async () => {
  expect(await told()).toEqual([]);
  expect((await backups.run("weekly")).exitCode).toBe(0);
  expect(await told()).toEqual([]);
});

const rows: readonly (readonly [what: string, ConfOptions, exitCode: number, expected: string])[] = [
  ["ssh is refused", { port: 12_299 }, 3, "error rsnapshot.unreachable fs1"],
  ["ssh is denied", { identity: "/etc/hostname" }, 3, "error rsnapshot.denied fs1"],
  ["the source's folder is gone", { source: "/srv/none/" }, 3, "error rsnapshot.host_absent fs1"],
  ["files cannot be read", { user: "e235702" }, 2, "warning rsnapshot.partial fs1"],
  ["a local source is missing", { more: ["backup\t/srv/none/\tlocal/"] }, 3, "error rsnapshot.source_missing"],
  ["the configuration is broken", { more: ["retain yearly 3"] }, 3, "error rsnapshot.config"],
  ["the disk of the snapshots is not mounted", { root: "/srv/none" }, 3, "error rsnapshot.root_missing"],
];
it.each(rows)("%s: one condition, until a good run", { timeout: limit }, async (_, options, exitCode, expected) => {
  const before = await snapshots();
  await backups.configure(options);
  const bad = await backups.run("daily");
  expect(bad.exitCode, bad.stderr).toBe(exitCode);
  expect(await told()).toEqual([expected]);
  if (exitCode === 3) expect(await snapshots()).toEqual(before);
  await isWellAgain();
});

const snapshots = async (): Promise<string[]> =>
  (
    await lab.run(["find", backups.root, "-mindepth", "1", "-maxdepth", "1", "-name", "*.*", "-printf", "%f %i\n"])
  ).stdout
    .split("\n")
    .filter((line) => !line.startsWith(".sync"))
    .sort();

it("a level that the configuration does not have", { timeout: limit }, async () => {
  expect((await backups.run("hourly")).exitCode).toBe(1);
  expect(await told()).toEqual(["error rsnapshot.level_unknown"]);
  await isWellAgain();
});

it("the disk of the snapshots is full", { timeout: limit }, async () => {
  const small = join(backups.folder, "small");
  await lab.run(["mkdir", small]);
  expect((await lab.run(["mount", "-t", "tmpfs", "-o", "size=1M", "small", small])).exitCode).toBe(0);
  const big = join(lab.dir, "home/e235701/big");
  await writeFile(big, Buffer.alloc(3 * 1024 * 1024, 1));
  await backups.configure({ root: small });
  expect((await backups.run("daily")).exitCode).toBe(3);
  expect(await told()).toEqual(["error rsnapshot.disk_full fs1"]);
  await rm(big);
  await lab.run(["umount", small]);
  await isWellAgain();
});

/** A copy that takes some seconds, so that something can happen meanwhile. */
const slow: ConfOptions = {
  more: ["rsync_long_args\t--delete --numeric-ids --relative --delete-excluded --bwlimit=100"],
};
async function startSlowly() {
  await writeFile(join(backups.etc, "a-large"), Buffer.alloc(300 * 1024, String(Date.now())));
  await backups.configure(slow);
  const [file = "", ...args] = lab.enter([...backups.wrapper, "daily"]);
  const running = execa(file, args, { reject: false, stdin: "ignore" });
  const path = join(backups.root, ".sync/local", backups.etc);
  await waitFor(
    "the copy of the large file",
    async () => {
      const found = await lab.run(["find", path, "-name", ".a-large.*"]);
      return found.stdout !== "";
    },
    limit / 2,
  );
  // However slow the machine is, it is held there until the test lets it go on.
  const signal = async (name: string) => void (await lab.run(["pkill", `-${name}`, "-x", "rsync"]));
  await signal("STOP");
  return { running, goOn: () => signal("CONT") };
}

it("files that vanish while they are copied are no trouble", { timeout: limit }, async () => {
  await writeFile(join(backups.etc, "z-gone"), "x");
  const { running, goOn } = await startSlowly();
  await unlink(join(backups.etc, "z-gone"));
  await goOn();
  expect((await running).exitCode).toBe(0);
  expect((await lab.run(["grep", "-c", "code 24", join(backups.folder, "rsnapshot.log")])).stdout.trim()).not.toBe("0");
  expect(await told()).toEqual([]);
});

it("a lock that a running level holds is told, and over when that level has ended", { timeout: limit }, async () => {
  const { running, goOn } = await startSlowly();
  expect((await backups.run("daily")).exitCode).toBe(3);
  expect(await told()).toEqual(["warning rsnapshot.lock_held"]);
  await goOn();
  expect((await running).exitCode).toBe(0);
  expect(await told()).toEqual([]);
});

it("a run that is killed, then its stale lock, then a good run", { timeout: limit }, async () => {
  const { running, goOn } = await startSlowly();
  running.kill("SIGKILL");
  await running;
  await goOn();
  await waitFor(
    "the end of rsync",
    async () => (await lab.run(["pgrep", "-x", "rsync|rsnapshot"])).exitCode !== 0,
    limit / 2,
  );
  expect(await told()).toEqual(["error rsnapshot.killed"]);
  await backups.configure();
  expect((await backups.run("daily")).exitCode).toBe(2);
  expect(await told()).toEqual(["warning rsnapshot.lock_stale"]);
  await isWellAgain();
});

it("no level is moved on after a failed copy, and what was left out is told afterwards", {
  timeout: limit,
}, async () => {
  await backups.configure({ port: 12_299 });
  expect((await backups.run("daily")).exitCode).toBe(3);
  expect((await backups.run("weekly")).exitCode).toBe(3);
  expect(await told()).toEqual(["error rsnapshot.unreachable fs1"]);
  await backups.configure();
  expect((await backups.run("daily")).exitCode).toBe(0);
  expect(await told()).toEqual(["warning rsnapshot.rotation_refused"]);
  expect((await backups.run("weekly")).exitCode).toBe(0);
  expect(await told()).toEqual([]);
});

it("a drill brings files back and finds bytes that are not the source's any more", { timeout: limit }, async () => {
  expect((await backups.run("drill")).exitCode).toBe(0);
  expect(await told()).toEqual([]);
  const report = join(backups.root, "daily.0/fs1/home/e235701/report.tex");
  const program = ["sh", "-c", `t=$(stat -c %Y ${report}); printf 'MY report\\n' > ${report}; touch -d @$t ${report}`];
  expect((await lab.run(program)).exitCode).toBe(0);
  // Files are chosen at random.
  const isFound = async () => (await backups.run("drill")).stderr.includes("report.tex: not what the source has");
  await waitFor("the file's turn", isFound, limit / 2);
  expect(await told()).toEqual(["error rsnapshot.drill_failed"]);
  await lab.run(["rm", report]);
  await writeFile(join(lab.dir, "home/e235701/report.tex"), "my new report\n");
  await isWellAgainAfterDrill();
});

async function isWellAgainAfterDrill(): Promise<void> {
  expect((await backups.run("daily")).exitCode).toBe(0);
  expect((await backups.run("drill")).exitCode).toBe(0);
  expect(await told()).toEqual([]);
}
