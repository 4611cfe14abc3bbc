import { z } from "zod";
import { must } from "../run.ts";

const Links = z.array(z.object({ ifname: z.string() }));
const Routes = z.array(z.object({ dst: z.string() }));

/** Names of all network interfaces of the machine. */
export async function listInterfaces(): Promise<string[]> {
  const links = Links.parse(JSON.parse(await must("listing network interfaces", ["ip", "-json", "link", "show"])));
  return links.map(({ ifname }) => ifname);
}

/** Destinations of all IPv4 routes of the machine, its own addresses among them; CIDR, a bare address or "default". */
export async function listRoutes(): Promise<string[]> {
  const text = await must("listing routes", ["ip", "-json", "-4", "route", "show", "table", "all"]);
  return Routes.parse(JSON.parse(text)).map(({ dst }) => dst);
}
