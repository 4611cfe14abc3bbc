import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

let collect: (() => void) | undefined;

/** What is in use of this process's heap, in MB (10^6 bytes), after all that nobody holds any more was collected. */
export function heapInUse(): number {
  collect ??= collector();
  // What the first round lets go of may itself hold more.
  for (let round = 0; round < 2; round += 1) collect();
  return process.memoryUsage().heapUsed / 1e6;
}

/** V8's own collector, which is there from the moment that it was asked for. */
function collector(): () => void {
  setFlagsFromString("--expose-gc");
  const found: unknown = runInNewContext("gc");
  if (typeof found !== "function") throw new Error("V8 offers no gc()");
  return () => void found();
}
