import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const openssl = promisify(execFile);

/** Files of PEM: who signs, and a server's certificate with its key. */
export interface Certificate {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Makes a CA and a certificate for a server's name or address, by the lines of docs/terminal.md. */
export async function makeCertificate(folder: string, name: string, kind: "DNS" | "IP"): Promise<Certificate> {
  const at = (file: string): string => join(folder, file);
  const [ca, caKey, cert, key] = [at("ca.pem"), at("ca.key"), at("server.pem"), at("server.key")];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-sha256"];
  const run = (...args: string[]) => openssl("openssl", args, { timeout: 20_000 });
  const subject = ["-subj", "/CN=Shisa terminals"];
  await run("req", "-x509", ...curve, "-keyout", caKey, "-out", ca, "-days", "3650", ...subject);
  await run("req", ...curve, "-keyout", key, "-out", at("server.csr"), "-subj", `/CN=${name}`);
  await writeFile(at("server.ext"), `subjectAltName=${kind}:${name}\nextendedKeyUsage=serverAuth\n`);
  const signed = ["-CA", ca, "-CAkey", caKey, "-CAcreateserial", "-out", cert, "-days", "730"];
  await run("x509", "-req", "-sha256", "-in", at("server.csr"), ...signed, "-extfile", at("server.ext"));
  return { ca, cert, key };
}
