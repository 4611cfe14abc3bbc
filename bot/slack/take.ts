import type { Arrival } from "../chat/arrival.ts";
import type { Desk } from "../chat/desk.ts";
import type { Logger } from "../log.ts";
import { said } from "./log.ts";

/**
 * Writes an arrival down, then acknowledges it, then runs it. Rejects, without acknowledging, when it could not be
 * written down. An acknowledgement that does not get through (the socket was cut) changes nothing: Slack brings the
 * same again, and that is the same arrival.
 */
export async function take(desk: Desk, arrival: Arrival, ack: () => Promise<void>, log: Logger): Promise<void> {
  await desk.receive(arrival);
  await ack().catch((error: unknown) => log.info({ reason: said(error) }, "acknowledging what was taken"));
  desk.run(arrival);
}
