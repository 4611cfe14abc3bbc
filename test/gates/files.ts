import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const notOurs = new Set(["node_modules", "dist", ".git", ".setup"]);

/** The project's folder, found from this file both as a source and as built into dist/. */
export const root = projectFolder(dirname(fileURLToPath(import.meta.url)));

function projectFolder(start: string): string {
  let folder = start;
  while (!existsSync(join(folder, "package.json"))) {
    if (folder === dirname(folder)) throw new Error(`looking for the project's folder: no package.json above ${start}`);
    folder = dirname(folder);
  }
  return folder;
}

/** Paths of all files below `folder`, relative to `from`, sorted; dependencies and what is built are left out. */
export function filesBelow(from: string, folder = ""): string[] {
  return readdirSync(join(from, folder), { withFileTypes: true })
    .filter((entry) => !notOurs.has(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(from, path) : [path];
    })
    .sort();
}
