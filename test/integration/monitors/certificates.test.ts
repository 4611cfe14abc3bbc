import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer as createSilent } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCertificateMonitor } from "../../../executor/monitors/certificates.ts";
import { type Certificate, makeCertificate } from "../../department/certificate.ts";

const day = 24 * 3_600_000;
const signal = new AbortController().signal;
let folder = "";
let made: Certificate;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shisa-certificates-"));
  made = await makeCertificate(folder, "localhost", "DNS");
});
afterAll(() => rm(folder, { recursive: true }));

/** Made for 730 days: what is told that many days after it was made. */
const told = async (place: string, days: number) => {
  const { conditions } = await createCertificateMonitor([place], () => Date.now() + days * day).look(signal);
  return conditions.map(({ code, severity, scope }) => `${code} ${severity} ${scope}`);
};

describe("the certificates' monitor", () => {
  it.each([
    ["long before", 100, []],
    ["two weeks before", 717, ["certificate.ends warning host"]],
    ["three days before", 728, ["certificate.ends error host"]],
    ["afterwards", 731, ["certificate.expired error host"]],
  ])("%s its end", async (_, days, expected) => {
    expect(await told(made.cert, days)).toEqual(expected);
  });

  it("goes by the first that ends of a file that holds several", async () => {
    const chain = join(folder, "chain.pem");
    await writeFile(chain, readFileSync(made.ca, "utf8") + readFileSync(made.cert, "utf8"));
    expect(await told(chain, 728)).toEqual(["certificate.ends error host"]);
  });

  it("sees what a server shows, whoever signed it", async () => {
    const server = createServer({ key: readFileSync(made.key), cert: readFileSync(made.cert) });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    expect(await told(`127.0.0.1:${port}`, 100)).toEqual([]);
    expect(await told(`localhost:${port}`, 717)).toEqual(["certificate.ends warning department"]);
    await new Promise((resolve) => server.close(resolve));
  });

  it("tells of one that it cannot read, and of the others all the same", async () => {
    const empty = join(folder, "empty.pem");
    await writeFile(empty, "");
    const places = [empty, join(folder, "missing.pem"), made.cert];
    const { conditions } = await createCertificateMonitor(places, () => Date.now() + 717 * day).look(signal);
    expect(conditions.map(({ code }) => code)).toEqual([
      "certificate.unreadable",
      "certificate.unreadable",
      "certificate.ends",
    ]);
    expect(conditions[0]?.holdMs).toBe(3_600_000);
  });

  it("gives up on a server that says nothing", async () => {
    const silent = createSilent(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const giving = new AbortController();
    silent.once("connection", () => giving.abort());
    const { conditions } = await createCertificateMonitor([`127.0.0.1:${port}`], Date.now).look(giving.signal);
    expect(conditions).toMatchObject([{ code: "certificate.unreadable", lines: ["it was given up"] }]);
    await new Promise((resolve) => silent.close(resolve));
  });
});
