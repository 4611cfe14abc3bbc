/** One piece of a no-op's way. */
export interface Stage {
  readonly name: string;
  readonly run: () => Promise<unknown>;
  /** How many no-ops one run serves; one unless said. */
  readonly serves?: number;
  /** The stage that this one is a part of; then it is shown and not added. */
  readonly partOf?: string;
  readonly note?: string;
}
