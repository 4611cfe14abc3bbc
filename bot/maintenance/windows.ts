import type { IncidentView } from "../../handlers/kit/incidents.ts";
import type { OrdersPort } from "../../handlers/kit/orders.ts";
import { closesHost, holdsAt, type MaintenanceOrder } from "../../protocol/order.ts";

/** All windows that are known, those that are over too. */
export const windowsIn = (orders: OrdersPort): readonly MaintenanceOrder[] =>
  orders()
    .map(({ order }) => order)
    .filter((order): order is MaintenanceOrder => order.kind === "maintenance");

type Told = Pick<IncidentView, "hosts" | "source" | "condition">;

/** What belongs to the backups, by the first word of a condition's code. */
const backupCodes: ReadonlySet<string> = new Set(["backup", "rsnapshot"]);

/** Whether a window covers a trouble: somebody who calls for help is heard at any time. */
function covers(window: Pick<MaintenanceOrder, "what">, { hosts, source, condition }: Told): boolean {
  const [family = ""] = condition.code.split(".");
  if (source.kind === "bot" && source.name === "page") return false;
  if (window.what === "everything") return true;
  if (window.what === "ceph") return family === "ceph";
  if (window.what === "backup") return backupCodes.has(family);
  return hosts.length > 0 && hosts.every((host) => closesHost(window, host));
}

/** Whether a trouble is only written down now. */
export const isSuspended = (orders: OrdersPort, view: Told, at: number): boolean =>
  windowsIn(orders).some((window) => holdsAt(window, at) && covers(window, view));
