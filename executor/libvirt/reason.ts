/** Why a domain is in the state it is in, where that is a misfortune (libvirt-domain.h, virDomain…Reason). */
export type Misfortune = "crashed" | "failed" | "panicked" | "disk_error";

const misfortunes: Readonly<Record<string, Misfortune>> = {
  "3/5": "disk_error", // VIR_DOMAIN_PAUSED_IOERROR
  "3/10": "panicked", // VIR_DOMAIN_PAUSED_CRASHED
  "5/3": "crashed", // VIR_DOMAIN_SHUTOFF_CRASHED
  "5/6": "failed", // VIR_DOMAIN_SHUTOFF_FAILED: it could not be started
  "6/0": "panicked",
  "6/1": "panicked", // VIR_DOMAIN_CRASHED_PANICKED
};

/** Reads the output of `virsh domstats --state`: the domains with which something went wrong, by name. */
export function parseMisfortunes(output: string): ReadonlyMap<string, Misfortune> {
  const found = new Map<string, Misfortune>();
  let name: string | undefined;
  let state: string | undefined;
  for (const line of output.split("\n")) {
    name = /^Domain: '(.*)'$/u.exec(line)?.[1] ?? name;
    state = /^ {2}state\.state=(\d+)$/u.exec(line)?.[1] ?? state;
    const reason = /^ {2}state\.reason=(\d+)$/u.exec(line)?.[1];
    const misfortune = misfortunes[`${state}/${reason}`];
    if (name !== undefined && reason !== undefined && misfortune !== undefined) found.set(name, misfortune);
  }
  return found;
}
