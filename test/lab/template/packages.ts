import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { must } from "../run.ts";
import { RECIPE } from "./recipe.ts";

/** Debian package name → version, each one concrete (the kernel's name holds its version already). */
export type PackageVersions = Record<string, string>;

/** Reads the candidate versions from the output of `apt-cache policy`, see apt-cache(8). */
export function parseCandidates(text: string): PackageVersions {
  const versions: PackageVersions = {};
  let name: string | undefined;
  for (const line of text.split("\n")) {
    const heading = /^(\S+):$/.exec(line);
    if (heading?.[1] !== undefined) name = heading[1];
    const candidate = /^ {2}Candidate: (\S+)$/.exec(line)?.[1];
    if (name !== undefined && candidate !== undefined && candidate !== "(none)") versions[name] = candidate;
  }
  return versions;
}

/** Asks apt which packages it would fetch for the template. Needs no network. */
export async function candidateVersions(): Promise<PackageVersions> {
  const depends = await must("finding the guest's kernel", ["apt-cache", "depends", RECIPE.kernelMetaPackage]);
  const kernel = /Depends: (linux-image-\S+)/.exec(depends)?.[1];
  if (kernel === undefined)
    throw new Error(`finding the guest's kernel: apt does not know ${RECIPE.kernelMetaPackage}`);
  const wanted = [kernel, ...RECIPE.packages];
  const versions = parseCandidates(await must("reading package versions", ["apt-cache", "policy", ...wanted]));
  const missing = wanted.filter((name) => versions[name] === undefined);
  if (missing.length > 0) {
    throw new Error(`reading package versions: apt has no ${missing.join(", ")}; "apt-get update" may help`);
  }
  return versions;
}

/** Downloads these packages and unpacks them all into one folder; installs nothing. */
export async function unpackPackages(versions: PackageVersions, folder: string): Promise<void> {
  const archives = `${folder}.archives`;
  await mkdir(archives, { recursive: true });
  await mkdir(folder, { recursive: true });
  const names = Object.entries(versions).map(([name, version]) => `${name}=${version}`);
  // apt has no option for the folder, and its own download user could not write there.
  const download = ["apt-get", "-q", "-o", "APT::Sandbox::User=root", "-o", "Acquire::Retries=3", "download", ...names];
  await must("downloading the guest's packages", ["env", `--chdir=${archives}`, ...download], { timeoutMs: 300_000 });
  for (const archive of await readdir(archives)) {
    await must("unpacking a guest's package", ["dpkg-deb", "--extract", join(archives, archive), folder]);
  }
}
