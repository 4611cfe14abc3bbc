export type StopReason = "cancelled" | "time.limit";

/** How a running job is told to stop. */
export interface Control {
  /** Aborted when the job must stop. */
  readonly signal: () => AbortSignal;
  readonly reason: () => StopReason | undefined;
  /** Only the first reason counts. */
  readonly stop: (reason: StopReason) => void;
  /** From here on a cancel comes too late; one that has just come is forgotten, and there is a fresh signal. */
  readonly refuseCancels: () => void;
}

export function createControl(): Control {
  let controller = new AbortController();
  let reason: StopReason | undefined;
  let refusesCancels = false;
  return {
    signal: () => controller.signal,
    reason: () => reason,
    stop(why) {
      if (reason !== undefined || (refusesCancels && why === "cancelled")) return;
      reason = why;
      controller.abort(new Error(why));
    },
    refuseCancels() {
      refusesCancels = true;
      if (reason !== "cancelled") return;
      reason = undefined;
      controller = new AbortController();
    },
  };
}
