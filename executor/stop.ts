import { statSync } from "node:fs";

/**
 * Whether the host's stop file is there, which makes the executor refuse everything but reads. Whatever keeps us from
 * seeing that it is not there counts as stopped.
 */
export function isStopped(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ENOENT");
  }
}
