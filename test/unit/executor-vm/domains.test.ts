import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDefinition } from "../../../executor/libvirt/definition.ts";
import { type DomainSpec, domainXml } from "../../../executor/libvirt/domain-xml.ts";
import { isOwner, markNamespace } from "../../../executor/libvirt/mark.ts";
import { isActive, parseStates } from "../../../executor/libvirt/state.ts";
import { cleanText } from "../../../executor/libvirt/xml.ts";

const uuid = "6f1c2f0e-4b7e-4f6e-9d4f-0a1b2c3d4e5f";
const spec: DomainSpec = {
  mark: {
    uuid,
    owner: { name: "e235701", uid: 235701 },
    name: "web",
    template: "tiny",
    createdAt: "2026-04-01T00:00:00.000Z",
    diskGiB: 10,
    note: "研究用 <&\"'>",
  },
  hostName: "e235701-web",
  type: "qemu",
  cpu: 2,
  memoryMiB: 1024,
  network: "default",
  mac: "52:54:00:12:34:56",
  address: "192.168.122.11",
  overlay: "/disks/a & <b>/disk.qcow2",
  template: "/templates/tiny.qcow2",
  seed: "/disks/seed.iso",
  consoleLog: "/disks/console.log",
};

test("what a guest's definition says is read back as it was meant", () => {
  expect(parseDefinition(domainXml(spec))).toEqual({
    uuid,
    name: "e235701-web",
    mark: spec.mark,
    type: "qemu",
    cpu: 2,
    memoryMiB: 1024,
    macs: [spec.mac],
    addresses: [spec.address],
    disks: [spec.overlay, spec.template, spec.seed],
    active: false,
  });
});

test("no note, path or name can add an element or an attribute to a definition", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.stringMatching(/^\/[ -~]{0,80}$/), (note, path) => {
      const read = parseDefinition(domainXml({ ...spec, overlay: path, mark: { ...spec.mark, note } }));
      expect(read.mark).toEqual({ ...spec.mark, note: cleanText(note) });
      expect(read.disks).toEqual([path, spec.template, spec.seed]);
      expect(read.macs).toEqual([spec.mac]);
    }),
  );
});

test("the format of every image is named, and no template is relabelled", () => {
  const xml = domainXml(spec).replaceAll(/\s+/g, " ");
  expect(xml).toContain('<driver name="qemu" type="qcow2"/>');
  expect(xml).toContain('<backingStore type="file"> <format type="qcow2"/>');
  expect(xml).toContain('<driver name="qemu" type="raw"/>');
  expect(xml).toContain('<seclabel model="dac" relabel="no"/>');
});

test("a guest has no graphics, no balloon and no device of the host, and its packets are filtered", () => {
  const xml = domainXml(spec);
  for (const word of ["graphics", "hostdev", "<kernel", "filesystem"]) expect(xml).not.toContain(word);
  expect(xml).toContain('<memballoon model="none"/>');
  expect(xml).toContain('<rom enabled="no"/>');
  expect(xml).toContain('filter="clean-traffic"');
});

const bare = (metadata: string) =>
  `<domain type='kvm' id='3'><name>x</name><uuid>${uuid}</uuid><metadata>${metadata}</metadata>` +
  `<memory unit='KiB'>1048576</memory><vcpu placement='static' current='2'>4</vcpu><devices/></domain>`;
const guest = (attributes: string, content: string, prefix = "shisa") =>
  `<${prefix}:guest xmlns:${prefix}="${markNamespace}" ${attributes}>${content}</${prefix}:guest>`;
const content = (prefix = "shisa", uid = "5") =>
  `<${prefix}:owner uid="${uid}" name="a"/><${prefix}:name>web</${prefix}:name>` +
  `<${prefix}:template>t</${prefix}:template><${prefix}:disk gib="1"/>`;
const good = `uuid="${uuid}" created="2026-04-01T00:00:00Z"`;

test("a domain's own mark is known by its namespace, whatever its prefix", () => {
  for (const prefix of ["shisa", "x"]) {
    const { mark, active, cpu, memoryMiB } = parseDefinition(bare(guest(good, content(prefix), prefix)));
    expect(mark?.owner).toEqual({ name: "a", uid: 5 });
    expect({ active, cpu, memoryMiB }).toEqual({ active: true, cpu: 2, memoryMiB: 1024 });
  }
});

test.each([
  ["no metadata", ""],
  ["another namespace", `<shisa:guest xmlns:shisa="urn:other" ${good}>${content()}</shisa:guest>`],
  ["the mark of another domain", guest(`uuid="${uuid.replace("6", "7")}" created="2026-04-01T00:00:00Z"`, content())],
  ["two marks", guest(good, content()) + guest(good, content())],
  ["no owner", guest(good, content().replace(/<shisa:owner[^>]*>/, ""))],
  ["root as owner", guest(good, content("shisa", "0"))],
  ["a number that is none", guest(good, content("shisa", "5x"))],
  ["a name that no guest can have", guest(good, content().replace(">web<", ">../web<"))],
])("a domain with %s is foreign", (_, metadata) => {
  expect(parseDefinition(bare(metadata)).mark).toBeUndefined();
});

test("an owner is a name and a number together", () => {
  expect(isOwner(spec.mark, { name: "e235701", uid: 235701 })).toBe(true);
  expect(isOwner(spec.mark, { name: "e235701", uid: 235702 })).toBe(false);
  expect(isOwner(spec.mark, { name: "e235702", uid: 235701 })).toBe(false);
});

test("libvirt's states become ours, and what is not known to be off counts as running", () => {
  const said =
    "Domain: 'a'\n  state.state=1\n  state.reason=1\nDomain: 'b c'\n  state.state=5\nDomain: 'd'\n  state.state=9\n";
  expect([...parseStates(said)]).toEqual([
    ["a", "running"],
    ["b c", "off"],
    ["d", "unknown"],
  ]);
  expect((["running", "paused", "unknown", "off", "crashed"] as const).map(isActive)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

test("what is no XML of a domain is an error that says so", () => {
  expect(() => parseDefinition("<domain><name>")).toThrow("reading a domain's definition");
});
