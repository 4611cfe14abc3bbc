import type { AddressBook } from "../../addresses/book.ts";
import { createLibvirtBook } from "../../addresses/libvirt-book.ts";
import { createPool, type Pool, patienceMs } from "../../backups/pool.ts";
import type { Config, VmConfig } from "../../config.ts";
import type { Exec } from "../../exec.ts";
import type { People } from "../../facts.ts";
import type { Given } from "../../keys/given.ts";
import { type Acceleration, createAcceleration } from "../../libvirt/acceleration.ts";
import { createDomains, type Domains } from "../../libvirt/domains.ts";
import { createVirsh, type Virsh } from "../../libvirt/virsh.ts";
import { createTemplates, type Templates } from "./templates.ts";

/** This host, as the runners of /vm see it. */
export interface VmHost {
  /** The host's short name. */
  readonly name: string;
  readonly stopFile: string;
  readonly config: VmConfig;
  readonly exec: Exec;
  readonly people: Pick<People, "look">;
  readonly given: Given;
  readonly virsh: Virsh;
  readonly domains: Domains;
  readonly book: AddressBook;
  readonly templates: Templates;
  readonly acceleration: () => Promise<Acceleration>;
  /** Where backups go; undefined where this host has none. */
  readonly backups: Backups | undefined;
  /** Where libvirt keeps one NAME.pid for each running domain. */
  readonly runFolder: string;
}

export interface Backups {
  readonly pool: Pool;
  /** The same for whoever waits for a look: it gives up sooner. */
  readonly glance: Pool;
  readonly atOnce: number;
}

/** Of what every family is made with, what this one uses. */
export interface VmTools {
  readonly config: Pick<Config, "host" | "stopFile"> & Partial<Pick<Config, "backups">>;
  readonly exec: Exec;
  readonly people: Pick<People, "look">;
  readonly given: Given;
}

/** Where libvirt keeps its files, and whose turn it is among addresses; other than its own only in tests. */
export interface Folders {
  readonly firstTurn?: number;
  readonly definitions?: string;
  readonly leases?: string;
  readonly run?: string;
}

export function createVmHost(tools: VmTools, config: VmConfig, folders: Folders = {}): VmHost {
  const { exec } = tools;
  const { backups } = tools.config;
  const virsh = createVirsh(exec, config.uri);
  return {
    name: tools.config.host,
    stopFile: tools.config.stopFile,
    config,
    exec,
    people: tools.people,
    given: tools.given,
    virsh,
    domains: createDomains(virsh, config.uri, folders.definitions),
    book: createLibvirtBook(virsh, config.network, folders.leases, folders.firstTurn),
    templates: createTemplates(exec, config.templates),
    acceleration: createAcceleration(exec),
    backups: backups && {
      pool: createPool(exec, backups, patienceMs.step),
      glance: createPool(exec, backups, patienceMs.look),
      atOnce: backups.atOnce,
    },
    runFolder: folders.run ?? "/run/libvirt/qemu",
  };
}
