import { type Mark, markElement } from "./mark.ts";
import { buildXml, type XmlNode } from "./xml.ts";

/** All that decides how a guest is made. Paths are absolute. */
export interface DomainSpec {
  readonly mark: Mark;
  readonly hostName: string;
  /** kvm only where it really boots guests, see acceleration.ts. */
  readonly type: "kvm" | "qemu";
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly network: string;
  readonly mac: string;
  /** The only address that its packets may come from. */
  readonly address: string;
  readonly overlay: string;
  readonly template: string;
  readonly seed: string;
  readonly consoleLog: string;
}

/**
 * The definition of a guest's domain (libvirt's formatdomain.html).
 *
 * Every image's format is named, the template's too: a probed format would let a guest write a qcow2 header that
 * names a file of the host. The template may not be relabelled: libvirt would change its owner. No VNC, no host
 * devices; the boot ROM is left out because it only costs time.
 */
export function domainXml(spec: DomainSpec): string {
  return buildXml({
    domain: {
      "@type": spec.type,
      name: spec.hostName,
      uuid: spec.mark.uuid,
      metadata: markElement(spec.mark),
      memory: { "@unit": "MiB", "#text": String(spec.memoryMiB) },
      vcpu: String(spec.cpu),
      os: { type: { "@arch": "x86_64", "@machine": "pc", "#text": "hvm" } },
      features: { acpi: "", apic: "" },
      ...(spec.type === "kvm" ? { cpu: { "@mode": "host-passthrough" } } : {}),
      clock: { "@offset": "utc" },
      on_poweroff: "destroy",
      on_reboot: "restart",
      on_crash: "destroy",
      devices: devices(spec),
    },
  });
}

function devices(spec: DomainSpec): XmlNode {
  return {
    disk: [overlay(spec), seed(spec)],
    controller: { "@type": "usb", "@model": "none" },
    interface: {
      "@type": "network",
      mac: { "@address": spec.mac },
      source: { "@network": spec.network },
      model: { "@type": "virtio" },
      rom: { "@enabled": "no" },
      filterref: { "@filter": "clean-traffic", parameter: { "@name": "IP", "@value": spec.address } },
    },
    serial: {
      "@type": "pty",
      log: { "@file": spec.consoleLog, "@append": "on" },
      target: { "@port": "0" },
    },
    console: { "@type": "pty", target: { "@type": "serial", "@port": "0" } },
    memballoon: { "@model": "none" },
    rng: { "@model": "virtio", backend: { "@model": "random", "#text": "/dev/urandom" } },
  };
}

function overlay(spec: DomainSpec): XmlNode {
  return {
    "@type": "file",
    "@device": "disk",
    driver: { "@name": "qemu", "@type": "qcow2" },
    source: { "@file": spec.overlay },
    backingStore: {
      "@type": "file",
      format: { "@type": "qcow2" },
      source: { "@file": spec.template, seclabel: { "@model": "dac", "@relabel": "no" } },
      backingStore: "",
    },
    target: { "@dev": "vda", "@bus": "virtio" },
    boot: { "@order": "1" },
  };
}

function seed(spec: DomainSpec): XmlNode {
  return {
    "@type": "file",
    "@device": "disk",
    driver: { "@name": "qemu", "@type": "raw" },
    source: { "@file": spec.seed },
    target: { "@dev": "vdb", "@bus": "virtio" },
    readonly: "",
  };
}
