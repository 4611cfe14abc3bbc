import fc from "fast-check";
import { expect, test } from "vitest";
import { parseNeighbours } from "../../../executor/addresses/alive.ts";
import { hostRange, toAddress, toNumber } from "../../../executor/addresses/ipv4.ts";
import { parseLeases } from "../../../executor/addresses/leases.ts";
import { firstFree } from "../../../executor/addresses/libvirt-book.ts";
import { type Network, parseNetwork } from "../../../executor/libvirt/network.ts";

const xml = (dhcp: string, subnet = "netmask='255.255.255.0'") =>
  `<network><name>n</name><bridge name='br7'/><ip family='ipv6' address='fd00::1' prefix='64'/>` +
  `<ip address='10.9.8.1' ${subnet}><dhcp>${dhcp}</dhcp></ip></network>`;
const range = "<range start='10.9.8.200' end='10.9.8.239'/>";

test("a network is read with its subnet, ranges, reservations and length of a lease", () => {
  const host = "<host mac='52:54:00:AA:00:01' name='a-web' ip='10.9.8.2'/>";
  const timed = "<range start='10.9.8.200' end='10.9.8.239'><lease expiry='2' unit='minutes'/></range>";
  expect(parseNetwork(xml(timed + host))).toEqual({
    bridge: "br7",
    gateway: "10.9.8.1",
    prefix: 24,
    ranges: [{ start: "10.9.8.200", end: "10.9.8.239" }],
    reservations: [{ mac: "52:54:00:aa:00:01", hostName: "a-web", address: "10.9.8.2" }],
    leaseMs: 120_000,
  });
  expect(parseNetwork(xml(range)).leaseMs).toBe(3_600_000);
  expect(parseNetwork(xml(range, "prefix='28'")).prefix).toBe(28);
});

test("a network without DHCP is an error", () => {
  expect(() => parseNetwork("<network><bridge name='b'/><ip address='10.0.0.1' prefix='24'/></network>")).toThrow();
});

const network: Network = parseNetwork(xml(range));
const none: ReadonlySet<string> = new Set();

test("the lowest address that nobody has is chosen, those for strangers last", () => {
  expect(firstFree(network, none, none)).toBe("10.9.8.2");
  expect(firstFree(network, new Set(["10.9.8.2"]), new Set(["10.9.8.3"]))).toBe("10.9.8.4");
  const all = Array.from({ length: 254 }, (_, index) => `10.9.8.${index + 1}`);
  const others = new Set(all.filter((each) => Number(each.split(".")[3]) < 200 || Number(each.split(".")[3]) > 239));
  expect(firstFree(network, none, others)).toBe("10.9.8.200");
  expect(firstFree(network, none, new Set(all))).toBeUndefined();
});

test("an address is always inside the subnet and never its own, its broadcast or the host's one", () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 30 }), fc.nat(2 ** 32 - 1), fc.nat(60), (prefix, number, used) => {
      const { first, last } = hostRange(toAddress(number), prefix);
      const here: Network = { ...network, gateway: toAddress(first), prefix, ranges: [] };
      const taken = new Set(Array.from({ length: used }, (_, index) => toAddress(first + 1 + index)));
      const free = firstFree(here, none, taken);
      if (free === undefined) expect(last - first).toBeLessThanOrEqual(used);
      else expect(toNumber(free)).toBe(first + 1 + used);
    }),
  );
});

test("leases are read, and a file that is empty or half written holds none", () => {
  const lease = { "ip-address": "10.9.8.2", "mac-address": "52:54:00:AA:00:01", hostname: "x", "expiry-time": 100 };
  expect(parseLeases(JSON.stringify([lease]))).toEqual([
    { address: "10.9.8.2", mac: "52:54:00:aa:00:01", expires: 100_000 },
  ]);
  for (const content of ["", "\n", "[", '[{"ip-address": "10'] as const) expect(parseLeases(content)).toEqual([]);
});

test("only complete neighbours count", () => {
  const table = `IP address       HW type     Flags       HW address            Mask     Device
10.9.8.2         0x1         0x2         52:54:00:AA:00:01     *        br7
10.9.8.3         0x1         0x0         00:00:00:00:00:00     *        br7
`;
  expect([...parseNeighbours(table)]).toEqual([["10.9.8.2", "52:54:00:aa:00:01"]]);
});
