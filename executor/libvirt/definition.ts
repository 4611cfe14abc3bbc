import { z } from "zod";
import { type Mark, readMark } from "./mark.ts";
import { attribute, child, children, parseXml, text, type XmlNode } from "./xml.ts";

/** What Shisa reads of a domain, its own or a foreign one (libvirt's format: formatdomain.html). */
export interface Definition {
  readonly uuid: string;
  readonly name: string;
  /** undefined: not made by Shisa, never to be touched. */
  readonly mark: Mark | undefined;
  /** "kvm", "qemu", … */
  readonly type: string;
  readonly cpu: number;
  readonly memoryMiB: number;
  /** Lower case. */
  readonly macs: readonly string[];
  /** Addresses that its network filters let it use. */
  readonly addresses: readonly string[];
  /** Every file or device that its disks name, backing files included. */
  readonly disks: readonly string[];
  /** It runs (in any state: paused too); from a live definition only. */
  readonly active: boolean;
}

const kibibytes: Readonly<Record<string, number>> = {
  b: 1 / 1024,
  bytes: 1 / 1024,
  KB: 1000 / 1024,
  k: 1,
  KiB: 1,
  MB: 1_000_000 / 1024,
  M: 1024,
  MiB: 1024,
  GB: 1_000_000_000 / 1024,
  G: 1024 ** 2,
  GiB: 1024 ** 2,
  T: 1024 ** 3,
  TiB: 1024 ** 3,
};

/** Reads a domain's XML, from `virsh dumpxml` or from libvirt's own file. Throws when it is no domain. */
export function parseDefinition(xml: string): Definition {
  const domain = child(parseXml(xml, "a domain's definition"), "domain");
  const uuid = z.uuid().parse(text(child(domain, "uuid")));
  const devices = child(domain, "devices");
  const interfaces = children(devices, "interface");
  return {
    uuid,
    name: z.string().parse(text(child(domain, "name"))),
    mark: readMark(child(domain, "metadata"), uuid),
    type: attribute(domain, "type") ?? "",
    cpu: cpus(child(domain, "vcpu")),
    memoryMiB: memory(child(domain, "memory")),
    macs: interfaces.flatMap((each) => attribute(child(each, "mac"), "address")?.toLowerCase() ?? []),
    addresses: interfaces.flatMap(filterAddresses),
    disks: children(devices, "disk").flatMap(sources),
    active: attribute(domain, "id") !== undefined,
  };
}

function cpus(element: XmlNode | undefined): number {
  return z.coerce
    .number()
    .int()
    .parse(attribute(element, "current") ?? text(element));
}

function memory(element: XmlNode | undefined): number {
  const unit = kibibytes[attribute(element, "unit") ?? "KiB"];
  if (unit === undefined) throw new Error(`reading a domain's definition: unknown unit of memory`);
  return Math.ceil((Number(text(element)) * unit) / 1024);
}

function filterAddresses(element: XmlNode): string[] {
  return children(child(element, "filterref"), "parameter").flatMap((parameter) =>
    attribute(parameter, "name") === "IP" ? (attribute(parameter, "value") ?? []) : [],
  );
}

function sources(element: XmlNode): string[] {
  const source = child(element, "source");
  const own = attribute(source, "file") ?? attribute(source, "dev");
  const backing = children(element, "backingStore").flatMap(sources);
  return own === undefined ? backing : [own, ...backing];
}
