/** An IPv4 address as a number, 0 to 2^32 - 1. */
export function toNumber(address: string): number {
  return address.split(".").reduce((number, octet) => number * 256 + Number(octet), 0);
}

export function toAddress(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}

/** The first and last address of a subnet that hosts can have: without the network's own and the broadcast one. */
export function hostRange(member: string, prefix: number): { first: number; last: number } {
  const size = 2 ** (32 - prefix);
  const network = Math.floor(toNumber(member) / size) * size;
  return { first: network + 1, last: network + size - 2 };
}
