import { expect, test } from "vitest";
import { networkXml } from "../../lab/libvirt/config.ts";
import { deletion, filterChains, rulesOf } from "../../lab/network/firewall.ts";
import { bridgeIndex, freeIndex, planNetwork } from "../../lab/network/plan.ts";

const nothing = { indices: [], interfaces: [], routes: [] };

test("the first lab of a machine gets the first network", () => {
  expect(freeIndex(nothing)).toBe(1);
  expect(planNetwork(1)).toMatchObject({ bridge: "shisa1", subnet: "10.213.1.0/24", gateway: "10.213.1.1" });
});

test("a network is not chosen while a lab, an interface, or a route stands in the way", () => {
  expect(freeIndex({ ...nothing, indices: [1, 2] })).toBe(3);
  expect(freeIndex({ ...nothing, interfaces: ["lo", "shisa1"] })).toBe(2);
  expect(freeIndex({ ...nothing, routes: ["default", "10.213.1.0/24", "10.213.2.17"] })).toBe(3);
  expect(freeIndex({ ...nothing, routes: ["10.213.0.0/22", "192.0.2.0/24"] })).toBe(4);
});

test("when all networks are in use it says so", () => {
  expect(() => freeIndex({ ...nothing, routes: ["10.0.0.0/8"] })).toThrow("all 254 are in use");
});

test("only the bridge of a lab counts as one", () => {
  expect(bridgeIndex("shisa17")).toBe(17);
  for (const name of ["shisa", "shisa0", "shisa01", "shisa255", "shisa1x", "virbr0"]) {
    expect(bridgeIndex(name)).toBeUndefined();
  }
});

test("strangers get addresses apart from those for reservations", () => {
  const xml = networkXml(planNetwork(9));
  expect(xml).toContain("<range start='10.213.9.200' end='10.213.9.239'>");
  expect(xml).toContain("<bridge name='shisa9' stp='off' delay='0'/>");
});

test("only the rules of the lab's own bridge and subnet are found, and turned into deletions", () => {
  const listing = [
    "-P FORWARD ACCEPT",
    "-N LIBVIRT_FWO",
    "-A LIBVIRT_FWO -s 10.213.1.0/24 -i shisa1 -j ACCEPT",
    "-A LIBVIRT_FWO -s 10.213.11.0/24 -i shisa11 -j ACCEPT",
    "-A LIBVIRT_FWI -o shisa1 -j REJECT --reject-with icmp-port-unreachable",
  ].join("\n");
  const found = rulesOf(planNetwork(1), listing);
  expect(found.map((line) => deletion(line)?.join(" "))).toEqual([
    "-D LIBVIRT_FWO -s 10.213.1.0/24 -i shisa1 -j ACCEPT",
    "-D LIBVIRT_FWI -o shisa1 -j REJECT --reject-with icmp-port-unreachable",
  ]);
  expect(deletion("-P FORWARD ACCEPT")).toBeUndefined();
});

test("the packet filter's chains are known by the interface in their names", () => {
  const listing = `Bridge table: nat

Bridge chain: PREROUTING, entries: 1, policy: ACCEPT
-i vnet0 -j libvirt-I-vnet0

Bridge chain: libvirt-I-vnet0, entries: 9, policy: RETURN
-j I-vnet0-mac

Bridge chain: I-vnet0-arp-mac, entries: 2, policy: RETURN

Bridge chain: somebody-elses, entries: 0, policy: RETURN
`;
  expect(filterChains(listing)).toEqual([
    { chain: "libvirt-I-vnet0", tap: "vnet0" },
    { chain: "I-vnet0-arp-mac", tap: "vnet0" },
  ]);
});
