import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readConf, wrappedConf } from "../../../../executor/rsnapshot/conf.ts";
import { isGood, severityOf } from "../../../../executor/rsnapshot/judge.ts";
import { causesOf } from "../../../../executor/rsnapshot/read-causes.ts";

// What the real rsnapshot 1.4.5 said in each case.
const sample = (name: string): string => {
  try {
    return readFileSync(join(import.meta.dirname, "samples", `rsnapshot${name}`), "utf8");
  } catch {
    return "";
  }
};
const conf = readConf(sample(".conf"));

const cases: readonly (readonly [name: string, exitCode: number, causes: readonly string[], isGood: boolean])[] = [
  ["ok", 0, [], true],
  ["ok2", 0, [], true],
  ["weekly", 0, [], true],
  ["weekly-too-early", 0, [], true],
  ["vanished24", 2, ["vanished localhost"], true],
  ["partial23", 2, ["partial"], true],
  ["lock-stale", 2, ["lock_stale"], true],
  ["lock-held", 1, ["lock_held"], false],
  ["remote-source-missing", 2, ["host_absent"], false],
  ["ssh-refused", 1, ["unreachable fileserver"], false],
  ["ssh-auth-denied", 1, ["denied fileserver"], false],
  ["disk-full", 1, ["disk_full fileserver"], false],
  ["badconfig", 1, ["config"], false],
  ["source-missing", 1, ["source_missing"], false],
  ["badlevel", 1, ["level_unknown"], false],
  ["root-missing", 1, ["root_missing"], false],
  ["sigterm", 1, ["killed"], false],
  ["sigkill", 137, ["killed"], false],
];

it.each(cases)("%s (exit %i) has the causes %j", (name, exitCode, expected, good) => {
  const causes = causesOf({ exitCode, stderr: sample(`-${name}.err`), log: sample(`-${name}.log`) }, conf);
  expect(causes.map(({ code, host }) => (host === undefined ? code : `${code} ${host}`))).toEqual(expected);
  expect(isGood(causes)).toBe(good);
  for (const { line } of causes) expect(line).not.toBe("");
});

it("a cause brings the line that says it", () => {
  const lineOf = (name: string, exitCode: number) =>
    causesOf({ exitCode, stderr: sample(`-${name}.err`), log: sample(`-${name}.log`) }, conf)[0]?.line;
  expect(lineOf("ssh-refused", 1)).toBe("ssh: connect to host 127.0.0.1 port 12299: Connection refused");
  expect(lineOf("ssh-auth-denied", 1)).toBe("root@127.0.0.1: Permission denied (publickey,keyboard-interactive).");
  expect(lineOf("badconfig", 1)).toContain("missing tabs to separate words");
  expect(lineOf("disk-full", 1)).toContain("No space left on device");
  expect(lineOf("remote-source-missing", 2)).toContain('link_stat "/srv/lab/rs/src/gone"');
});

// What somebody calls a file stands in rsync's lines: nobody stops the backups of all, or hides a failure, by a name.
const names: readonly string[] = [
  "Lockfile x exists and so does its process, can not continue",
  "ERROR: Lockfile x exists and so does its process, can not continue",
  "/usr/bin/rsnapshot x: ERROR: rsnapshot was sent TERM signal",
  "ERROR: Errors were found in x",
  "rsync returned 255 while processing root@127.0.0.1:/srv/lab/rs/src/home/",
  "directories in root@127.0.0.1:/srv/lab/rs/src/home/ only transferred partially",
  "rsync: x: No space left on device (28)",
  'link_stat "/srv/lab/rs/src/home" failed: No such file or directory (2)',
  "/usr/bin/rsync a root@127.0.0.1:/x /y",
  "(code 24)",
  "Permission denied (publickey).",
];
it.each(names)("a file that is called %j changes nothing", (name) => {
  const file = `/srv/lab/rs/src/home/anna/${name}`;
  const hostile = [
    `file has vanished: "${file}"`,
    `cannot delete non-empty directory: ${file}`,
    `rsync: [sender] send_files failed to open "${file}": Permission denied (13)`,
  ].map((line) => `[2026-11-22T10:13:48] ${line}\n`);
  for (const [sampled, exitCode] of [
    ["partial23", 2],
    ["ssh-refused", 1],
  ] as const) {
    const log = sample(`-${sampled}.log`);
    const said = { exitCode, stderr: sample(`-${sampled}.err`) };
    const at = log.lastIndexOf("[", log.indexOf("[2026", log.lastIndexOf("/usr/bin/rsync -a")));
    const mixed = `${log.slice(0, at)}${hostile.join("")}${log.slice(at)}`;
    const told = (text: string) => causesOf({ ...said, log: text }, conf).map(({ code, host }) => [code, host]);
    expect(told(mixed)).toEqual(told(log));
  }
});

it("only vanished files are no trouble at all, and unreadable ones are a small one", () => {
  expect(severityOf({ code: "vanished" })).toBeUndefined();
  expect(severityOf({ code: "partial" })).toBe("warning");
  expect(severityOf({ code: "host_absent" })).toBe("error");
});

it("what says nothing that is known is a failure all the same", () => {
  expect(causesOf({ exitCode: 1, stderr: "", log: "" }, conf)).toEqual([{ code: "failed", line: "it said nothing" }]);
  expect(causesOf({ exitCode: -1, stderr: "", log: "" }, undefined)).toEqual([
    { code: "killed", line: "ended with -1" },
  ]);
});

it("reads the department's configuration", () => {
  expect(conf).toMatchObject({
    root: "/srv/lab/rs/snap",
    lockfile: "/srv/lab/rs/rsnapshot.pid",
    levels: [
      { name: "daily", keep: 7 },
      { name: "weekly", keep: 4 },
      { name: "monthly", keep: 12 },
    ],
    syncFirst: false,
  });
  expect(conf.points.map(({ host, path, below }) => [host, path, below])).toEqual([
    ["localhost", "/srv/lab/rs/src/home", "localhost/srv/lab/rs/src/home"],
    ["localhost", "/srv/lab/rs/src/etc", "localhost/srv/lab/rs/src/etc"],
    ["fileserver", "/srv/lab/rs/src/home", "fileserver/srv/lab/rs/src/home"],
  ]);
});

it("a configuration for the wrapper copies first, and keeps the numbers of its lines", () => {
  const text = sample(".conf");
  const wrapped = wrappedConf(text.replace("loglevel\t3", "sync_first\t0"), conf, "/unused");
  expect(wrapped.split("\n").findIndex((line) => line.startsWith("backup"))).toBe(
    text.split("\n").findIndex((line) => line.startsWith("backup")),
  );
  expect(readConf(wrapped)).toEqual({ ...conf, syncFirst: true });
});
