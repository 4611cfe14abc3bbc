import { setTimeout as pause } from "node:timers/promises";
import type { InventoryGuest, InventoryTemplate } from "../../../protocol/messages.ts";
import type { InventoryPart, InventorySource } from "../../inventory/source.ts";
import { isGuest } from "./facts.ts";
import type { VmHost } from "./host.ts";

/** After libvirt's stream of events has ended (it was restarted) a new one is begun that much later, in ms. */
const reconnectMs = 1_000;

/** What this host's guests and templates are, for the inventory. */
export function vmInventorySource(host: VmHost): InventorySource {
  return {
    async collect(): Promise<InventoryPart> {
      const [domains, { reservations }, templates, acceleration] = await Promise.all([
        host.domains.list(),
        host.book.look(),
        inventoryTemplates(host),
        host.acceleration(),
      ]);
      const addresses = new Map(reservations.map(({ mac, address }) => [mac, address]));
      const guests = domains.filter(isGuest).map(
        ({ uuid, mark, name: hostName, state, cpu, memoryMiB, macs: [mac = ""] }): InventoryGuest => ({
          ...{ uuid, name: mark.name, hostName, owner: mark.owner, state, template: mark.template, cpu, memoryMiB },
          ...{ diskGiB: mark.diskGiB, mac, address: addresses.get(mac) ?? null, note: mark.note },
          createdAt: mark.createdAt,
        }),
      );
      return { guests, templates, acceleration, reach: host.config.reach };
    },
    watch: (changed) => watchEvents(host, changed),
  };
}

/** A template that nothing can be put on is not offered. */
async function inventoryTemplates({ templates }: VmHost): Promise<InventoryTemplate[]> {
  const found = await Promise.all(
    (await templates.list()).map(async (template) => {
      const { fault, minimumDiskGiB } = await templates.image(template);
      return fault === undefined ? [{ name: template.name, title: template.title, minimumDiskGiB }] : [];
    }),
  );
  return found.flat();
}

/** Follows `virsh event`: guests started, ended, defined, undefined, by whomever. */
function watchEvents({ virsh }: VmHost, changed: () => void): () => Promise<void> {
  const stopped = new AbortController();
  let end: () => Promise<void> = async () => undefined;
  const follow = (): void => {
    if (stopped.signal.aborted) return;
    try {
      end = virsh.follow(["event", "--loop", "--event", "lifecycle"], changed, () => void again());
    } catch {
      void again(); // No process could be made just now; the inventory is told every 30 s all the same.
    }
  };
  const again = async (): Promise<void> => {
    await pause(reconnectMs, undefined, { signal: stopped.signal }).catch(() => undefined);
    if (stopped.signal.aborted) return;
    changed();
    follow();
  };
  follow();
  return async () => {
    stopped.abort();
    await end();
  };
}
