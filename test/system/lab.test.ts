import { createHash, randomBytes, randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  consoleLine,
  metaData,
  type PlainGuest,
  pageOf,
  powerOff,
  ssh,
  startPlainGuest,
  userData,
  virsh,
  vmOf,
} from "../lab/guest.ts";
import { generateKey } from "../lab/keys.ts";
import { type Lab, type LabPerson, startLab, stopLab } from "../lab/lab.ts";
import { run } from "../lab/run.ts";
import { waitFor } from "../lab/wait.ts";

// A guest under software emulation on a busy machine takes its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

const accountsBefore = hashOf(["/etc/passwd", "/etc/group", "/etc/shadow"]);

// A MAC address of this run's own: packet filters of all labs of the machine stand in one table.
const MAC_PREFIX = `52:54:00:${randomBytes(2).toString("hex").replace(/^../, "$&:")}`;

let labs: { a: Lab; b: Lab };
let filtered: PlainGuest;
let open: PlainGuest;
let unread: PlainGuest;

/** Two labs at once; one guest behind the packet filter, one in the other lab without, one with a seed nobody can read. */
beforeAll(async () => {
  const [a, b] = await Promise.all([startLab({ components: ["redis", "vm"] }), startLab({ components: ["vm"] })]);
  labs = { a, b };
  [filtered, open, unread] = await Promise.all([
    boot(a, "filtered", 11, { filter: "clean-traffic" }),
    boot(b, "open", 11, {}),
    boot(b, "unread", 12, { spoil: true }),
  ]);
});

afterAll(async () => {
  for (const lab of Object.values(labs ?? {})) await stopLab(lab.name);
});

describe("two labs side by side", () => {
  test("each has a folder, a link, a subnet and an active network of its own", async () => {
    expect(labs.a.dir).not.toBe(labs.b.dir);
    expect(vmOf(labs.a).link).not.toBe(vmOf(labs.b).link);
    expect(vmOf(labs.a).subnet).not.toBe(vmOf(labs.b).subnet);
    for (const lab of [labs.a, labs.b]) expect(await virsh(lab, ["net-list"])).toMatch(/default\s+active/);
  });

  test("each boots a guest by its own boot loader that serves a page with its host name", async () => {
    expect(await pageOf(filtered.address)).toContain("<h1>e235701-filtered</h1>");
    expect(await pageOf(open.address)).toContain("<h1>e235701-open</h1>");
  });

  test("a student logs in as oneself and may become root there", async () => {
    const answer = await loggedIn(labs.a, filtered, "id -un; id -u; sudo id -u; hostname");
    expect(answer).toBe("e235701\n235701\n0\ne235701-filtered\n");
  });

  test("another key than the seed's is refused, and so is a password", async () => {
    await loggedIn(labs.a, filtered, "true");
    const other = join(labs.a.dir, "other-key");
    await generateKey(other, "somebody");
    const answer = await ssh(labs.a, "e235701", filtered.address, "true", other);
    expect(answer.exitCode).toBe(255);
    expect(answer.stderr).toContain("Permission denied (publickey)");
  });

  test("two guests made their own host keys", async () => {
    await loggedIn(labs.a, filtered, "true");
    await loggedIn(labs.b, open, "true");
    expect(await hostKey(filtered.address)).not.toBe(await hostKey(open.address));
  });

  test("a guest behind clean-traffic is not heard under another's address, one without the filter is", async () => {
    expect(await claimAddress(labs.b, open)).toBe(true);
    expect(await claimAddress(labs.a, filtered)).toBe(false);
    // Under its own it still is.
    expect(await pageOf(filtered.address)).toContain("filtered");
  });

  test("a file and the host key survive the power button and the next start", async () => {
    await loggedIn(labs.b, open, "echo kept > note");
    const before = await hostKey(open.address);
    await powerOff(labs.b, open);
    await virsh(labs.b, ["start", open.name]);
    expect(await loggedIn(labs.b, open, "cat note")).toBe("kept\n");
    expect(await hostKey(open.address)).toBe(before);
    expect(readFileSync(open.console, "utf8")).toContain("shisa-seed: kept");
  });

  test("a seed that cannot be read is refused loudly, without account and ssh", async () => {
    const text = await consoleLine(unread, /shisa-seed: refused: user-data line 4 is not: ssh_pwauth: false/);
    expect(text).not.toContain("shisa-seed: applied");
    await pageOf(unread.address);
    const answer = await ssh(labs.b, "e235701", unread.address, "true");
    expect(answer.stderr).toContain("Connection refused");
  });
});

test("killing a keeper with SIGKILL and stopping the lab leaves nothing, and the machine's accounts are as before", async () => {
  const { keeperPid, dir, name } = labs.b;
  const { link, subnet } = vmOf(labs.b);
  const routes = async () => (await run(["ip", "route", "show", subnet])).stdout;
  expect(await routes()).toContain(link);
  process.kill(keeperPid, "SIGKILL");
  await stopLab(name);
  expect(existsSync(dir)).toBe(false);
  expect((await run(["ip", "link", "show", link])).exitCode).toBe(1);
  expect(await routes()).toBe("");
  expect((await run(["pgrep", "-f", dir])).stdout).toBe("");
  expect(readFileSync("/proc/self/mounts", "utf8")).not.toContain(dir);
  expect(hashOf(["/etc/passwd", "/etc/group", "/etc/shadow"])).toBe(accountsBefore);
  // The other lab did not notice.
  expect(await loggedIn(labs.a, filtered, "id -un")).toBe("e235701\n");
});

test("the machine's own firewall never sees a lab", async () => {
  expect(await labs.a.run(["ebtables", "-t", "nat", "-L"])).toMatchObject({
    stdout: expect.stringContaining(MAC_PREFIX),
  });
  expect((await run(["ebtables", "-t", "nat", "-L"])).stdout).not.toContain(MAC_PREFIX);
  expect((await run(["iptables", "-w", "10", "-S"])).stdout).not.toContain(vmOf(labs.a).subnet);
});

async function boot(
  lab: Lab,
  name: string,
  number: number,
  how: { filter?: string; spoil?: boolean },
): Promise<PlainGuest> {
  const person = student(lab);
  const hostname = `${person.name}-${name}`;
  const key = readFileSync(`${join(lab.dir, person.home)}/.ssh/id_ed25519.pub`, "utf8").trim();
  const good = userData(person, hostname, [key]);
  return await startPlainGuest(lab, {
    name,
    mac: `${MAC_PREFIX}:${number}`,
    address: vmOf(lab).gateway.replace(/1$/, String(number)),
    seed: {
      userData: how.spoil === true ? good.replace("ssh_pwauth: false", "ssh_pwauth: true") : good,
      metaData: metaData(randomUUID(), hostname),
    },
    ...(how.filter === undefined ? {} : { filter: how.filter }),
  });
}

async function loggedIn(lab: Lab, guest: PlainGuest, command: string): Promise<string> {
  return await waitFor(
    `a login on ${guest.name}`,
    async () => {
      const answer = await ssh(lab, "e235701", guest.address, command);
      return answer.exitCode === 0 ? answer.stdout : undefined;
    },
    { timeoutMs: 60_000, everyMs: 200 },
  );
}

/** The guest takes an address that is not its own and speaks from it; true when the machine hears that. */
async function claimAddress(lab: Lab, guest: PlainGuest): Promise<boolean> {
  const { gateway } = vmOf(lab);
  const claimed = gateway.replace(/1$/, "77");
  const command = `sudo ip addr add ${claimed}/24 dev eth0; sudo ping -c 2 -W 1 -I ${claimed} ${gateway} | grep -c 'bytes from'`;
  const heard = Number(await waitForAnswer(lab, guest, command)) > 0;
  const answered = await fetch(`http://${claimed}/`, { signal: AbortSignal.timeout(3000) }).then(
    async (response) => (await response.text()).includes(guest.name),
    () => false,
  );
  expect(answered).toBe(heard);
  return heard;
}

async function waitForAnswer(lab: Lab, guest: PlainGuest, command: string): Promise<string> {
  return await loggedIn(lab, guest, `${command}; true`);
}

async function hostKey(address: string): Promise<string> {
  const { stdout } = await run(["ssh-keyscan", "-t", "ed25519", address]);
  const key = /ssh-ed25519 (\S+)/.exec(stdout)?.[1];
  if (key === undefined) throw new Error(`reading the host key of ${address}: ${stdout}`);
  return key;
}

function student(lab: Lab): LabPerson {
  const found = lab.people.find(({ name }) => name === "e235701");
  if (found === undefined) throw new Error("the lab has no e235701");
  return found;
}

function hashOf(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex");
}
