import type { Step } from "../../runner.ts";
import type { VmHost } from "./host.ts";
import type { GuestPlan } from "./plan.ts";

type Release = Omit<Step<GuestPlan>, "do" | "left"> & {
  readonly do: (plan: GuestPlan) => Promise<void>;
  readonly left: NonNullable<Step<GuestPlan>["left"]>;
};

/** Gives the guest's address back. */
export const releaseStep = (host: VmHost): Release => ({
  do: ({ mac, hostName }) => host.book.release(mac, hostName),
  undo: async () => undefined,
  probe: async ({ mac }) => (await host.book.reservedFor(mac)) === undefined,
  left: ({ mac, hostName }) => [
    {
      what: `address of ${hostName}`,
      command: `virsh net-update ${host.config.network} delete ip-dhcp-host "<host mac='${mac}'/>" --live --config`,
    },
  ],
});
