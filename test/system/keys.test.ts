import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Final, sayTo } from "../department/client.ts";
import { type Department, startDepartment } from "../department/department.ts";
import { run } from "../lab/run.ts";

// Somebody who has no ~/.ssh at all comes to a guest by the chat alone: the real bot, a real executor, real libvirt.
let department: Department;
let phone: string;
let laptop: string;
let line: string;
const student = "e235703";
const say = (text: string): Promise<Final> => sayTo(department.socket, student, text).final;

/** Makes a key pair as a phone's app does, and gives the path of the private one. */
async function keyPair(name: string): Promise<string> {
  const path = join(department.lab.dir, name);
  const made = await run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", path]);
  expect(made.exitCode, made.stderr).toBe(0);
  return path;
}

/** What the guest says to somebody who logs in with just this key. */
function login(address: string, identity: string) {
  const options = [
    "-o",
    "BatchMode=yes",
    "-o",
    "IdentitiesOnly=yes",
    "-o",
    "IdentityAgent=none",
    "-o",
    "LogLevel=ERROR",
  ];
  const hosts = ["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "ConnectTimeout=5"];
  const argv = ["ssh", "-F", "/dev/null", "-i", identity, ...options, ...hosts, "-l", student, address];
  return run([...argv, "id -un; hostname"], { timeoutMs: 30_000 });
}

const create = async (name: string): Promise<string> => {
  const made = await say(`/vm create tiny ${name} --memory 256M --disk 1G`);
  expect(made, JSON.stringify(made)).toMatchObject({ status: "done" });
  return (made.output as { address: string }).address;
};

beforeAll(async () => {
  department = await startDepartment();
  await rm(join(department.lab.dir, "home", student, ".ssh"), { recursive: true, force: true });
  phone = await keyPair("phone");
  laptop = await keyPair("laptop");
  line = (await readFile(`${phone}.pub`, "utf8")).trim();
}, 120_000);
afterAll(() => department?.stop(), 60_000);

test("without any key the refusal leads to adding one, and with one added a new guest lets its owner in", {
  timeout: 240_000,
}, async () => {
  const refused = await say("/vm create tiny web --memory 256M --disk 1G");
  expect(refused).toMatchObject({ status: "refused", refusal: { code: "keys.none" } });
  expect(refused.reply.buttons).toContainEqual(expect.objectContaining({ line: "/me key add" }));

  const added = await say(`/me key add ${line}`);
  const [, fingerprint] = (await run(["ssh-keygen", "-l", "-f", `${phone}.pub`])).stdout.split(" ");
  expect(added, JSON.stringify(added)).toMatchObject({
    status: "done",
    output: { added: [{ fingerprint }], total: 1 },
  });

  const address = await create("web");
  const said = await login(address, phone);
  expect(said.stdout.split("\n").slice(0, 2), said.stderr).toEqual([student, `${student}-web`]);
  expect((await login(address, laptop)).stderr).toContain("Permission denied");
});

test("a key that was removed opens no guest made later, and still those made before, as the answer says", {
  timeout: 240_000,
}, async () => {
  const before = (await say("/vm ip web")).output as { interfaces: { seen: string }[] };
  expect(await say(`/me key add ${(await readFile(`${laptop}.pub`, "utf8")).trim()}`)).toMatchObject({
    status: "done",
  });
  const removed = await say("/me key remove phone");
  expect(removed).toMatchObject({ status: "done", output: { removed: { comment: "phone" }, total: 1 } });
  expect(removed.reply.text?.join(" ")).toContain("still have it");
  const address = await create("later");
  expect((await login(address, laptop)).stdout).toContain(`${student}-later`);
  expect((await login(address, phone)).stderr).toContain("Permission denied");
  expect((await login(before.interfaces[0]?.seen ?? "", phone)).stdout).toContain(`${student}-web`);
});

test("a key that was added outlives a kill of the executor", { timeout: 60_000 }, async () => {
  await department.executor().kill();
  await department.startExecutor();
  expect((await say("/me key")).output).toMatchObject({ keys: [{ comment: "laptop", by: { platform: "terminal" } }] });
});
