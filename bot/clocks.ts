/** The bot's clocks, in milliseconds since 1970. They show the same, but where a test turns the calendar's. */
export interface Clocks {
  /** By which it gets along with other machines: what is signed and believed, deadlines, who has been silent. */
  readonly now: () => number;
  /** By which people live: when troubles begin and end, who is called when, what a maintenance covers, mornings. */
  readonly calendar: () => number;
}

export const machineClocks: Clocks = { now: Date.now, calendar: Date.now };
