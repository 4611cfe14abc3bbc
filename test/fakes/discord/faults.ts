import type { Scope } from "./rates.ts";

/** When a fault strikes; without `times` and `forMs` until `clear`. */
export interface FaultScope {
  /** Only requests of which "METHOD /path" (without /api/v10) matches. */
  readonly only?: RegExp;
  /** So many requests. */
  readonly times?: number;
  /** So many milliseconds, by the server's clock. */
  readonly forMs?: number;
}

export type Fault =
  /** Answers this status and does nothing. */
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "limited"; readonly afterMs: number; readonly scope: Scope }
  /** Does it, and cuts the connection instead of answering. */
  | { readonly kind: "lost" }
  /** Answers so many milliseconds late, having done it in time. */
  | { readonly kind: "slow"; readonly ms: number };

export interface Faults {
  readonly strike: (fault: Fault, scope?: FaultScope) => void;
  readonly clear: () => void;
}

/** Faults on demand, and what is to happen to a request ("METHOD /path"); the latest matching fault strikes. */
export function createFaults(now: () => number): Faults & { readonly of: (request: string) => Fault | undefined } {
  let rules: { readonly fault: Fault; readonly only: RegExp; readonly until: number; left: number }[] = [];
  return {
    strike: (fault, { only = /^/u, times = Number.POSITIVE_INFINITY, forMs = Number.POSITIVE_INFINITY } = {}) => {
      rules.unshift({ fault, only, until: now() + forMs, left: times });
    },
    clear: () => {
      rules = [];
    },
    of: (request) => {
      rules = rules.filter((each) => each.left > 0 && now() < each.until);
      const rule = rules.find((each) => each.only.test(request));
      if (rule !== undefined) rule.left -= 1;
      return rule?.fault;
    },
  };
}
