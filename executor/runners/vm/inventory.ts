import type { InventoryGuest, InventoryTemplate } from "../../../protocol/messages.ts";
import type { InventoryPart, InventorySource } from "../../inventory/source.ts";
import { isGuest } from "./facts.ts";
import type { VmHost } from "./host.ts";
import { watchGuests } from "./watch.ts";

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
    watch: (changed) => watchGuests(host, changed),
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
