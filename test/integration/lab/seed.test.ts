import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { metaData, userData } from "../../lab/guest.ts";
import { GUEST_FILES } from "../../lab/template/tree.ts";

const person = { name: "e235701", uid: 235701 };
const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB e235701";
const good = userData(person, "e235701-web", [key]);
const goodMeta = metaData("3f0c-1", "e235701-web");

let work = "";

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), "shisa-seed-"));
  for (const folder of ["seed", "root/etc/sudoers.d", "root/etc/dropbear", "root/var/lib/shisa", "root/home"]) {
    mkdirSync(join(work, folder), { recursive: true });
  }
  writeFileSync(join(work, "root/etc/passwd"), "root:x:0:0::/root:/bin/sh\ndaemon:x:2000:2000::/:/bin/false\n");
  writeFileSync(join(work, "root/etc/group"), "root:x:0:\n");
  writeFileSync(join(work, "root/etc/shadow"), "root:*:::::::\n");
});

afterEach(() => rmSync(work, { recursive: true, force: true }));

/** Runs the guest's own script on a folder that stands for the guest's disk. */
function apply(user: string, meta: string = goodMeta): { said: string; exitCode: number | null } {
  writeFileSync(join(work, "seed/user-data"), user);
  writeFileSync(join(work, "seed/meta-data"), meta);
  const result = spawnSync("sh", [join(GUEST_FILES, "apply-seed"), join(work, "seed"), join(work, "root")], {
    encoding: "utf8",
  });
  return { said: `${result.stdout}${result.stderr}`, exitCode: result.status };
}

const inRoot = (path: string) => readFileSync(join(work, "root", path), "utf8");

describe("applying a seed (as root, it gives files away)", () => {
  test("a good seed makes the account with its uid, keys, host name and sudo", () => {
    expect(apply(good)).toEqual({ said: "shisa-seed: applied 3f0c-1\n", exitCode: 0 });
    expect(inRoot("etc/passwd")).toContain("e235701:x:235701:235701:Shisa guest owner:/home/e235701:/bin/bash\n");
    expect(inRoot("etc/shadow")).toContain("e235701:*:");
    expect(inRoot("home/e235701/.ssh/authorized_keys")).toBe(`${key}\n`);
    expect(inRoot("etc/hostname")).toBe("e235701-web\n");
    expect(inRoot("etc/sudoers.d/seed")).toBe("e235701 ALL=(ALL) NOPASSWD:ALL\n");
    const owner = execFileSync("stat", ["-c", "%u %a", join(work, "root/home/e235701/.ssh/authorized_keys")]);
    expect(owner.toString()).toBe("235701 600\n");
  });

  test("the same instance again changes nothing, another instance is applied anew with a new host key", () => {
    apply(good);
    writeFileSync(join(work, "root/etc/dropbear/ed25519_host_key"), "key");
    expect(apply(good.replace(key, `${key}-changed`)).said).toBe("shisa-seed: kept 3f0c-1\n");
    expect(inRoot("home/e235701/.ssh/authorized_keys")).toBe(`${key}\n`);
    expect(apply(good.replace(key, `${key}-changed`), metaData("next", "e235701-web")).exitCode).toBe(0);
    expect(inRoot("home/e235701/.ssh/authorized_keys")).toBe(`${key}-changed\n`);
    expect(inRoot("etc/passwd").match(/^e235701:/gm)).toHaveLength(1);
    expect(existsSync(join(work, "root/etc/dropbear/ed25519_host_key"))).toBe(false);
  });

  test("without the sudo line, or with sudo: false, the account is no administrator", () => {
    expect(apply(good.replace(/ {4}sudo: .*\n/, "")).exitCode).toBe(0);
    expect(existsSync(join(work, "root/etc/sudoers.d/seed"))).toBe(false);
    expect(apply(good.replace(/sudo: .*/, "sudo: false"), metaData("next", "e235701-web")).exitCode).toBe(0);
    expect(existsSync(join(work, "root/etc/sudoers.d/seed"))).toBe(false);
  });

  test("several keys of all usual types are taken", () => {
    const keys = [
      key,
      "ssh-rsa AAAAB3Nza",
      "sk-ssh-ed25519@openssh.com AAAAGnNr+/= 鍵 1",
      "ecdsa-sha2-nistp256 AAAAE2",
    ];
    expect(apply(userData(person, "e235701-web", keys)).exitCode).toBe(0);
    expect(inRoot("home/e235701/.ssh/authorized_keys")).toBe(`${keys.join("\n")}\n`);
  });
});

describe("a seed that is not exactly of the known layout is refused before anything is changed", () => {
  const cases: [what: string, user: string, meta?: string][] = [
    ["nothing at all", ""],
    ["another first line", good.replace("#cloud-config", "#!/bin/sh")],
    ["password login", good.replace("ssh_pwauth: false", "ssh_pwauth: true")],
    ["a missing line", good.replace("disable_root: true\n", "")],
    ["an unknown key at the end", `${good}runcmd:\n`],
    ["an unknown key of the user", good.replace("    lock_passwd: true", "    passwd: x\n    lock_passwd: true")],
    ["a second user", `${good}  - name: other\n`],
    ["another shell", good.replace("/bin/bash", "/bin/sh")],
    ["another sudo rule", good.replace("NOPASSWD:ALL", "NOPASSWD:/bin/id")],
    ["no key", good.replace(/ {6}- .*\n/, "")],
    ["a key with options", good.replace(key, `command=x ${key}`)],
    ["a key without quotes", good.replace(`"${key}"`, key)],
    ["a quote inside a key", good.replace(key, `${key}" #`)],
    ["a key of unknown type", good.replace("ssh-ed25519", "ssh-dss")],
    ["a key that is no base64", good.replace("AAAAC3", "AAAA$C3")],
    ["root as the account", good.replace("name: e235701", "name: root")],
    ["a path as the account", good.replace("name: e235701", "name: ../x")],
    ["root's user id", good.replace("uid: 235701", "uid: 0")],
    ["another's user id", good.replace("uid: 235701", "uid: 2000")],
    ["a huge user id", good.replace("uid: 235701", "uid: 99999999999")],
    ["a colon in the name of the person", good.replace("Shisa guest owner", "a:0:0")],
    ["a host name with a dot", good.replace("hostname: e235701-web", "hostname: e235701.web")],
    ["carriage returns", good.replaceAll("\n", "\r\n")],
    ["a tab", good.replace("    uid", "\tuid")],
    ["a last line that is cut off", good.slice(0, -1)],
    ["more than 64 kB", good + `      - "${key}"\n`.repeat(1500)],
    ["another name in the meta-data", good, metaData("i", "other")],
    ["an instance id with a path", good, metaData("../x", "e235701-web")],
    ["more in the meta-data", good, `${goodMeta}public-keys: x\n`],
    ["no meta-data", good, ""],
  ];

  test.each(cases)("%s", (_what, user, meta) => {
    const before = inRoot("etc/passwd");
    const { said, exitCode } = apply(user, meta);
    expect(said).toMatch(/^shisa-seed: refused: .+\n$/);
    expect(exitCode).toBe(1);
    expect(inRoot("etc/passwd")).toBe(before);
    expect(existsSync(join(work, "root/home/e235701"))).toBe(false);
    expect(existsSync(join(work, "root/var/lib/shisa/instance-id"))).toBe(false);
  });

  test("a file that is missing is named", () => {
    const result = spawnSync("sh", [join(GUEST_FILES, "apply-seed"), join(work, "seed"), join(work, "root")], {
      encoding: "utf8",
    });
    expect(result.stdout).toBe("shisa-seed: refused: meta-data is missing\n");
  });
});
