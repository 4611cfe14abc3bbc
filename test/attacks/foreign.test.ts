import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { markNamespace } from "../../executor/libvirt/mark.ts";
import { sayTo } from "../department/client.ts";
import { type Department, startDepartment } from "../department/department.ts";
import { virsh } from "../lab/guest.ts";
import { auditOf } from "./kit/insider.ts";

// Domains, files and reservations that Shisa did not make stand on the same host, as like to its own as somebody can
// make them by hand. None of them is ever touched.

let department: Department;
let before: Awaited<ReturnType<typeof foreignNow>>;
const owner = "<s:owner uid='235701' name='e235701'/>";
const inner = `${owner}<s:name>NAME</s:name><s:template>tiny</s:template><s:disk gib='1'/>`;
const created = "created='2026-01-01T00:00:00.000Z'";
const id = (digit: number): string => `0f1c2f0e-4b7e-4f6e-9d4f-0a1b2c3d4e5${digit}`;
const mark = (space: string, uuid: string, name: string) =>
  `<s:guest xmlns:s='${space}' uuid='${uuid}' ${created}>${inner.replace("NAME", name)}</s:guest>`;

const foreign: readonly { readonly name: string; readonly uuid: string; readonly metadata: string }[] = [
  { name: "printserver", uuid: id(1), metadata: "" },
  { name: "e235701-web", uuid: id(2), metadata: "" },
  { name: "e235701-other", uuid: id(3), metadata: mark("urn:somebody:guest:1", id(3), "other") },
  // A copy of a guest that somebody made by hand: it carries the mark of the one it was made from.
  { name: "e235701-copy", uuid: id(4), metadata: mark(markNamespace, id(9), "copy") },
  { name: "e235701-half", uuid: id(5), metadata: `<s:guest xmlns:s='${markNamespace}' uuid='${id(5)}'/>` },
  {
    name: "e235701-root",
    uuid: id(7),
    metadata: mark(markNamespace, id(7), "root").replace("uid='235701'", "uid='0'"),
  },
];

const running = ["printserver", "e235701-web", "e235701-copy"];
const say = (line: string) => sayTo(department.socket, "e235701", line).final;
const vm = () => {
  if (department.lab.vm === undefined) throw new Error("no libvirt");
  return department.lab.vm;
};

/** Everything about them that a touch would change. */
async function foreignNow() {
  const domains = await Promise.all(
    foreign.map(async ({ name, uuid }) => ({
      xml: (await virsh(department.lab, ["dumpxml", uuid])).replace(
        /<domain type='(\w+)' id='\d+'/,
        "<domain type='$1'",
      ),
      state: await virsh(department.lab, ["domstate", uuid]),
      disk: (await stat(join(vm().disks, `${name}.raw`))).mtimeMs,
    })),
  );
  const network = await virsh(department.lab, ["net-dumpxml", vm().network]);
  return {
    domains,
    reservation: network.match(/<host [^>]*printer[^>]*>/g),
    files: (await readdir(vm().disks)).sort(),
  };
}

beforeAll(async () => {
  department = await startDepartment();
  const { lab } = department;
  for (const { name, uuid, metadata } of foreign) {
    const disk = join(vm().disks, `${name}.raw`);
    await writeFile(disk, Buffer.alloc(1_048_576));
    const xml = `<domain type='qemu'><name>${name}</name><uuid>${uuid}</uuid><metadata>${metadata}</metadata>
<memory unit='MiB'>32</memory><vcpu>1</vcpu><os><type arch='x86_64'>hvm</type></os><devices>
<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='${disk}'/><target dev='vda' bus='virtio'/></disk>
</devices></domain>`;
    await writeFile(join(department.folder, "foreign.xml"), xml);
    await virsh(lab, ["define", join(department.folder, "foreign.xml")]);
    if (running.includes(name)) await virsh(lab, ["start", uuid]);
  }
  const address = vm().gateway.replace(/\d+$/, "2");
  const reservation = `<host mac='52:54:00:aa:bb:cc' name='printer' ip='${address}'/>`;
  await virsh(lab, ["net-update", vm().network, "add", "ip-dhcp-host", reservation, "--live", "--config"]);
  before = await foreignNow();
});
afterAll(() => department?.stop());

const names = ["web", "other", "copy", "half", "root", "printserver"];

test("none of them is listed, shown, started, stopped or deleted for the student whose name they bear", async () => {
  expect((await say("/vm list")).output).toMatchObject({ guests: [] });
  for (const name of names)
    for (const line of [`/vm show ${name}`, `/vm ip ${name}`, `/vm start ${name}`, `/vm stop ${name} --force`]) {
      expect(await say(line), line).toMatchObject({ status: "refused", refusal: { code: "guest.unknown" } });
    }
  for (const name of names) {
    for (const line of [`/vm restart ${name}`, `/vm delete ${name} --yes`]) {
      expect(await say(line), line).toMatchObject({ status: "refused", refusal: { code: "guest.unknown" } });
    }
  }
  expect(await foreignNow()).toEqual(before);
});

test("a create that would get a foreign domain's host name is refused, and says so", async () => {
  const web = await say("/vm create tiny web --memory 256M --disk 1G");
  expect(web).toMatchObject({ status: "refused", refusal: { code: "guest.name_taken" } });
  expect(web.reply.text?.join(" ")).toBeTruthy();
  expect(await foreignNow()).toEqual(before);
});

test("a guest made, stopped, started and deleted beside them takes none of their addresses and leaves them as they were", async () => {
  const made = await say("/vm create tiny mine --memory 256M --disk 1G");
  expect(made, JSON.stringify(made)).toMatchObject({ status: "done" });
  const { address } = made.output as { address: string };
  expect(address).not.toBe(vm().gateway.replace(/\d+$/, "2"));
  expect((await say("/me")).output).toMatchObject({ use: [{ guests: 1 }] });
  for (const line of ["/vm stop mine --force", "/vm start mine", "/vm delete mine --yes"]) {
    expect(await say(line), line).toMatchObject({ status: "done" });
  }
  expect(await foreignNow()).toEqual(before);
});

test("the executor's audit names no foreign domain in anything that was done", async () => {
  const done = (await auditOf(department, "executor")).filter(({ status }) => status === "done");
  const text = JSON.stringify(done);
  for (const { uuid, name } of foreign) expect(text).not.toMatch(new RegExp(`${uuid}|${name}`));
  const journal = await readFile(join(department.folder, "executor/journal.jsonl"), "utf8");
  for (const { uuid } of foreign) expect(journal).not.toContain(uuid);
});
