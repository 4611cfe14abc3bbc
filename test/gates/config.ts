import { delimiter } from "node:path";

// What a program needs to find its files and the network, and nothing that changes what a test sees: no REDIS_URL
// of the person's own, no NODE_OPTIONS, no setting of a surrounding npm.
const kept = new Set(["HOME", "USER", "LOGNAME", "TERM", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR"]);
const systemFolders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

/** The environment of every program that the checks and the test runner start, the same on every machine. */
export function plainEnvironment(): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && (kept.has(name) || /_proxy$/iu.test(name))) environment[name] = value;
  }
  const path = [...(process.env["PATH"] ?? "").split(delimiter), ...systemFolders].filter((folder) => folder !== "");
  return {
    ...environment,
    PATH: [...new Set(path)].join(delimiter),
    LANG: "C.UTF-8",
    TZ: "UTC",
    CI: "true",
    NO_COLOR: "1",
  };
}
