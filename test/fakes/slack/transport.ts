/** One thing that Slack tells the app, and the app acknowledges. */
export interface Envelope {
  readonly id: string;
  readonly kind: "slash_commands" | "interactive" | "events_api";
  readonly payload: Readonly<Record<string, unknown>>;
  /** 0 the first time. */
  readonly attempt: number;
}

/** How it went: acknowledged in time with or without an answer, or an error that the person sees. */
export interface Carried {
  readonly ok: boolean;
  readonly error: "operation_timeout" | "dispatch_failed" | undefined;
  /** What came with the acknowledgement; undefined for nothing. */
  readonly answer: unknown;
  /** Milliseconds from sending to the acknowledgement, or until it was given up. */
  readonly tookMs: number;
}

/** Carries envelopes to the app; `onLate` hears of an acknowledgement that came too late, with its milliseconds. */
export type Transport = (envelope: Envelope, ackMs: number, onLate: (tookMs: number) => void) => Promise<Carried>;
