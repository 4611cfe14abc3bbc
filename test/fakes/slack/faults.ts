import type { Fields } from "./json.ts";

/** What is answered instead of doing what was asked; a delay only comes before it. */
export type FaultAnswer =
  | { readonly status: number }
  | { readonly error: string }
  /** 429 with Retry-After, in seconds. */
  | { readonly retryAfter: number }
  | { readonly delayMs: number }
  | { readonly hangUp: true };

export interface Fault {
  /** Web API methods, "response_url", "upload" or "download". */
  readonly method: string | RegExp;
  readonly answer: FaultAnswer;
  /** After so many calls all is well again; for ever unless said. */
  readonly times?: number;
  /** Only calls with such arguments. */
  readonly when?: (args: Fields) => boolean;
}

export interface Faults {
  /** From now on; gives what ends it. The newest fault that fits is taken. */
  readonly add: (fault: Fault) => () => void;
  readonly take: (method: string, args: Fields) => FaultAnswer | undefined;
}

export function createFaults(): Faults {
  const active: { readonly fault: Fault; left: number }[] = [];
  const remove = (entry: (typeof active)[number]): void => {
    const at = active.indexOf(entry);
    if (at >= 0) active.splice(at, 1);
  };
  return {
    add: (fault) => {
      const entry = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
      active.unshift(entry);
      return () => remove(entry);
    },
    take: (method, args) => {
      const entry = active.find(({ fault: { method: which, when } }) => {
        const fits = typeof which === "string" ? which === method : which.test(method);
        return fits && (when === undefined || when(args));
      });
      if (entry === undefined) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) remove(entry);
      return entry.fault.answer;
    },
  };
}
