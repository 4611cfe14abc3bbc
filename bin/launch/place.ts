import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where a department's programs run and keep their things. */
export interface Place {
  /** The launcher's own folder: state, keys, the bot's and the executor's folders, the embedded Redis, logs. */
  readonly dir: string;
  /** Command line put before a program so that it runs in the department's namespaces; empty for this machine itself. */
  readonly enter: readonly string[];
  /** Node and the checkout as they are seen there. */
  readonly node: string;
  readonly app: string;
  /** Logs go to files below `dir` instead of the launcher's own standard error. */
  readonly logsToFiles: boolean;
}

/** The folder of package.json, from the sources and from dist/ alike. */
export function checkout(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    if (folder === dirname(folder)) throw new Error("finding the checkout: no package.json above this program");
    folder = dirname(folder);
  }
  return folder;
}

export const logFile = (place: Place, name: string): string | undefined =>
  place.logsToFiles ? join(place.dir, "log", `${name}.log`) : undefined;
