import { mustInside } from "../inside.ts";
import { must, run } from "../run.ts";
import type { NetworkPlan } from "./plan.ts";

/** The lab's end of its link. */
const UPLINK = "uplink";

/**
 * Lays a cable (veth) between the machine and the lab's network namespace, with routes so that the machine reaches the
 * guests by their addresses. It goes when the namespace goes. Nothing further than this machine is reached through it.
 */
export async function connectLab(keeperPid: number, { link, subnet }: NetworkPlan): Promise<void> {
  const act = "connecting the lab with the machine";
  const outside = (...words: string[]) => must(act, ["ip", ...words]);
  const inside = (...words: string[]) => mustInside(act, keeperPid, ["ip", ...words]);
  await outside("link", "add", link.name, "type", "veth", "peer", "name", UPLINK, "netns", String(keeperPid));
  await outside("address", "add", `${link.machine}/30`, "dev", link.name);
  await outside("link", "set", link.name, "up");
  await inside("link", "set", "lo", "up");
  await inside("address", "add", `${link.lab}/30`, "dev", UPLINK);
  await inside("link", "set", UPLINK, "up");
  await inside("route", "add", "default", "via", link.machine);
  await outside("route", "add", subnet, "via", link.lab);
}

/** Lets the machine begin connections to the guests, which libvirt's NAT network refuses to all outside. */
export async function letMachineIn(keeperPid: number, { bridge }: NetworkPlan): Promise<void> {
  const rule = ["-i", UPLINK, "-o", bridge, "-j", "ACCEPT"];
  const argv = ["iptables", "-w", "10", "-I", "FORWARD", ...rule];
  await mustInside("letting the machine reach the guests", keeperPid, argv);
}

/** Takes the cable away; the kernel does so itself, a little after the last process of the namespace has ended. */
export async function disconnectLab({ link }: NetworkPlan): Promise<void> {
  await run(["ip", "link", "delete", link.name]);
}
