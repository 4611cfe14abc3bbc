import { watch } from "node:fs";

/** However the file system reports changes, a look at least this often, in milliseconds. */
const atLeastMs = 100;

/** Resolves at the next change in a folder, or after 100 ms. */
export function nextChange(folder: string): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      watcher?.close();
      resolve();
    };
    const timer = setTimeout(end, atLeastMs);
    const watcher = begin(folder, end);
  });
}

function begin(folder: string, changed: () => void) {
  try {
    const watcher = watch(folder, changed);
    watcher.on("error", changed);
    return watcher;
  } catch {
    return undefined; // Not there yet: time has to do.
  }
}
