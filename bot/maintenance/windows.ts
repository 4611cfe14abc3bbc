import type { IncidentView } from "../../handlers/kit/incidents.ts";
import type { OrdersPort } from "../../handlers/kit/orders.ts";
import type { Condition } from "../../protocol/monitor.ts";
import { closesHost, holdsAt, type MaintenanceOrder } from "../../protocol/order.ts";

/** All windows that are known, those that are over too. */
export const windowsIn = (orders: OrdersPort): readonly MaintenanceOrder[] =>
  orders()
    .map(({ order }) => order)
    .filter((order): order is MaintenanceOrder => order.kind === "maintenance");

type Told = Pick<IncidentView, "hosts" | "source" | "condition" | "grouped">;
type Window = Pick<MaintenanceOrder, "what">;

/** What belongs to the backups, by the first word of a condition's code. */
const backupCodes: ReadonlySet<string> = new Set(["backup", "rsnapshot"]);
/** All rules of Ceph's own for Prometheus are called so; they name the host that was asked, not the one that is ill. */
const cephRule = /^Ceph[A-Z]/u;

/** Whether a window covers a trouble with all that is told with it: somebody who calls for help is heard at any time. */
function covers(window: Window, told: Told): boolean {
  const { source, condition, grouped } = told;
  if (source.kind === "bot" && source.name === "page") return false;
  return window.what === "everything" || [condition, ...grouped].every((one) => isIts(window, one, told));
}

function isIts(window: Window, { code, numbers }: Condition, { hosts }: Told): boolean {
  const [family = ""] = code.split(".");
  const isCeph = family === "ceph" || cephRule.test(String(numbers["alert"] ?? ""));
  if (window.what === "ceph") return isCeph;
  if (window.what === "backup") return backupCodes.has(family);
  const isClosed = (host: string): boolean => closesHost(window, host);
  // What another host or program says of one: `vm1`, `vm1:9100`, `vm1.example.jp:9100`.
  const about = String(numbers["host"] ?? (isCeph ? "" : (numbers["instance"] ?? ""))).toLowerCase();
  if (isClosed(about.replace(/[.:].*$/u, ""))) return true;
  return hosts.some(isClosed) && hosts.every((host) => isClosed(host) || host === about);
}

/** Whether a trouble is only written down now. */
export const isSuspended = (orders: OrdersPort, view: Told, at: number): boolean =>
  windowsIn(orders).some((window) => holdsAt(window, at) && covers(window, view));
