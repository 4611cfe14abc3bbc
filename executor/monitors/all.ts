import type { CephHost } from "../ceph/host.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { VmHost } from "../runners/vm/host.ts";
import { createCephMonitor } from "./ceph/monitor.ts";
import { createCertificateMonitor } from "./certificates.ts";
import { createGuestMonitor } from "./guests.ts";
import { createHostMonitor } from "./host.ts";
import type { Monitor } from "./monitor.ts";
import { rsnapshotMonitor } from "./rsnapshot.ts";

export interface WatchedHost {
  readonly config: Config;
  readonly vm: VmHost | undefined;
  readonly ceph: CephHost | undefined;
  readonly now: Clock;
}

/** One line a monitor; one that this host's settings leave out is not in the list. */
export function monitorsOf({ config, vm, ceph, now }: WatchedHost): readonly Monitor[] {
  const { state, monitors: watched, rsnapshot, timeZone } = config;
  const disks = [...watched.disks, ...(config.vm === undefined ? [] : [config.vm.disks])];
  return [
    createHostMonitor({ folders: ["/", ...disks], state, now }),
    ...(vm === undefined ? [] : [createGuestMonitor(vm, now)]),
    ...(watched.certificates.length === 0 ? [] : [createCertificateMonitor(watched.certificates, now)]),
    ...(rsnapshot === undefined ? [] : [rsnapshotMonitor({ config: rsnapshot, timeZone, now })]),
    ...(ceph === undefined ? [] : [createCephMonitor(ceph)]),
  ];
}
