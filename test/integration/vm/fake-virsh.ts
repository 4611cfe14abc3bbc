import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createExec } from "../../../executor/exec.ts";
import { createKeyBook } from "../../../executor/keys/book.ts";
import { createGiven } from "../../../executor/keys/given.ts";
import { markNamespace } from "../../../executor/libvirt/mark.ts";
import type { Job } from "../../../executor/runner.ts";
import { createVmHost, type VmHost } from "../../../executor/runners/vm/host.ts";
import { ed25519Line } from "../../unit/executor-vm/keyring.ts";

/** A host whose virsh is a script: it answers from files and writes each call down, arguments apart by 0x1f. */
export interface FakeHost {
  readonly vm: VmHost;
  readonly root: string;
  /** Every call so far, its arguments one by one. */
  readonly calls: () => Promise<readonly (readonly string[])[]>;
  /** Those that would change something. */
  readonly changes: () => Promise<readonly (readonly string[])[]>;
  /** Makes libvirt know a domain; `file` false: only by asking, not as a file. */
  readonly add: (domain: FakeDomain, file?: boolean) => Promise<void>;
  readonly remove: () => Promise<void>;
}

export interface FakeDomain {
  readonly name: string;
  readonly uuid: string;
  /** libvirt's number: 1 running, 3 paused, 5 off, 6 crashed. */
  readonly state?: 1 | 3 | 5 | 6;
  /** Why, by libvirt's number. */
  readonly reason?: number;
  readonly metadata?: string;
  readonly devices?: string;
}

const script = (root: string) => `#!/bin/sh
{ printf '%s\\037' "$@"; printf '\\n'; } >> ${root}/calls
shift 3
case "$1" in
domstats) cat ${root}/states ;;
net-dumpxml) cat ${root}/network.xml ;;
dumpxml) cat "${root}/xml/\${2#--domain=}" 2>/dev/null || { echo "error: failed to get domain '$2'" >&2; exit 1; } ;;
net-update) test ! -e ${root}/taken || { rm ${root}/taken; echo "error: there is an existing dhcp host entry" >&2; exit 1; } ;;
esac
`;

const network = `<network><name>lab</name><bridge name='br0'/><ip address='10.9.8.1' netmask='255.255.255.0'>
<dhcp><range start='10.9.8.200' end='10.9.8.239'/></dhcp></ip></network>`;

export const person = { name: "nobody", uid: 65534, roles: ["student"] as const };

export const mark = (uuid: string, name: string, owner = person): string =>
  `<shisa:guest xmlns:shisa="${markNamespace}" uuid="${uuid}" created="2026-04-01T00:00:00Z">` +
  `<shisa:owner uid="${owner.uid}" name="${owner.name}"/><shisa:name>${name}</shisa:name>` +
  `<shisa:template>tiny</shisa:template><shisa:disk gib="1"/></shisa:guest>`;

const identity = { platform: "terminal", workspace: "test", user: person.name };
export const job = (): Job => ({
  grant: "g1",
  person,
  identity,
  bot: "b",
  signal: new AbortController().signal,
  now: Date.now,
});

export async function createFakeHost(): Promise<FakeHost> {
  const root = await mkdtemp(join(tmpdir(), "shisa-virsh-"));
  await chmod(root, 0o755); // The person has to reach their home in it.
  for (const folder of ["xml", "definitions", "leases", "run", "disks", "templates"]) await mkdir(join(root, folder));
  await writeFile(join(root, "states"), "");
  await writeFile(join(root, "calls"), "");
  await writeFile(join(root, "network.xml"), network);
  await writeFile(join(root, "virsh"), script(root), { mode: 0o755 });
  const exec = createExec({ programs: { virsh: { path: join(root, "virsh"), holds: "tree" } } });
  const config = {
    uri: "qemu:///system",
    network: "lab",
    templates: join(root, "templates"),
    disks: join(root, "disks"),
    reach: "nat" as const,
    diskGrowth: 0.5,
    sshJump: undefined,
    sshOptions: "",
  };
  const home = join(root, "home");
  await mkdir(join(home, ".ssh"), { recursive: true });
  await writeFile(join(home, ".ssh/authorized_keys"), ed25519Line());
  const known = { ...person, gid: 65534, fullName: "", home };
  const tools = { config: { host: "vm1", stopFile: join(root, "stop"), vm: config }, exec };
  const folders = {
    definitions: join(root, "definitions"),
    leases: join(root, "leases"),
    run: join(root, "run"),
    firstTurn: 0,
  };
  const vm = createVmHost(
    {
      ...tools,
      people: { look: async () => known },
      given: createGiven(createKeyBook(root), { id: "this host" }, new Map()),
    },
    config,
    folders,
  );
  const calls = async (): Promise<string[][]> =>
    (await readFile(join(root, "calls"), "utf8"))
      .split("\x1f\n")
      .filter((line) => line !== "")
      .map((line) => line.split("\x1f"));
  const looks = ["domstats", "dumpxml", "net-dumpxml"];
  return {
    vm,
    root,
    calls,
    changes: async () => (await calls()).filter((argv) => !looks.includes(argv[3] ?? "")),
    async add({ name, uuid, state = 5, reason = 0, metadata = "", devices = "" }, file = true) {
      const xml =
        `<domain type='qemu'${state === 1 ? " id='1'" : ""}><name>${name}</name><uuid>${uuid}</uuid>` +
        `<metadata>${metadata}</metadata><memory unit='MiB'>256</memory><vcpu>1</vcpu>` +
        `<devices>${devices}</devices></domain>`;
      for (const key of [name, uuid]) await writeFile(join(root, "xml", key), xml);
      if (file) await writeFile(join(root, "definitions", `${name}.xml`), xml);
      const before = await readFile(join(root, "states"), "utf8");
      await writeFile(
        join(root, "states"),
        `${before}Domain: '${name}'\n  state.state=${state}\n  state.reason=${reason}\n`,
      );
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
