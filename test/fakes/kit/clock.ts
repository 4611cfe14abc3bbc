/** A clock for lifetimes and rates: it runs with real time, and a test can move it forward. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Lets `ms` milliseconds pass at once. */
  readonly advance: (ms: number) => void;
}

export function createClock(): Clock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    advance: (ms) => {
      ahead += ms;
    },
  };
}
