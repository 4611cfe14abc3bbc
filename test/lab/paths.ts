import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Every lab has its own folder below this one. Nothing that a lab mounts over lies above it. */
export const LAB_ROOT = "/var/tmp/shisa-lab";

/** What is slow to make and the same for every lab: templates, key pairs, libvirt's capabilities. */
export const CACHE_ROOT = "/var/cache/shisa";

/** The folder of package.json, from the sources and from dist/ alike. */
export function repositoryRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("finding the repository: no package.json above the lab");
    folder = parent;
  }
  return folder;
}
