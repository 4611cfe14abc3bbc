import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readConf } from "../../../../executor/rsnapshot/conf.ts";
import { absentIn } from "../../../../executor/rsnapshot/snapshots.ts";

const text = `snapshot_root\t/snap/
backup\troot@fs1:/home/\tfs1/
backup_script\t/usr/local/bin/dump-ldap\tldap1/dumps/
`;

test("what a script of the configuration leaves has to be in a snapshot too, by the host that it stands for", async () => {
  const conf = readConf(text);
  expect(conf.scripts).toEqual([{ host: "ldap1", below: "ldap1/dumps" }]);
  const folder = await mkdtemp(join(tmpdir(), "snapshot-"));
  await mkdir(join(folder, "fs1/home"), { recursive: true });
  expect(await absentIn(folder, conf)).toMatchObject([{ code: "host_absent", host: "ldap1" }]);
  await mkdir(join(folder, "ldap1/dumps"), { recursive: true });
  expect(await absentIn(folder, conf)).toEqual([]);
  await rm(folder, { recursive: true });
});
