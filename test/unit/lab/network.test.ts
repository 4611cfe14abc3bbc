import { expect, test } from "vitest";
import { networkXml } from "../../lab/libvirt/config.ts";
import { freeIndex, planNetwork } from "../../lab/network/plan.ts";

const nothing = { indices: [], interfaces: [], routes: [] };

test("the first lab of a machine gets the first network", () => {
  expect(freeIndex(nothing)).toBe(1);
  expect(planNetwork(1)).toMatchObject({ link: { name: "shisa1" }, subnet: "10.213.1.0/24", gateway: "10.213.1.1" });
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

test("strangers get addresses apart from those for reservations", () => {
  const xml = networkXml(planNetwork(9));
  expect(xml).toContain("<range start='10.213.9.200' end='10.213.9.239'>");
  expect(xml).toContain("<bridge name='guests' stp='off' delay='0'/>");
});
