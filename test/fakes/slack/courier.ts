import { randomUUID } from "node:crypto";
import type { Carried, Envelope, Transport } from "./transport.ts";
import type { World } from "./world.ts";

/** One thing the app was told, and how it acknowledged it. */
export interface Delivery extends Carried {
  readonly envelope: Envelope;
  /** When it was sent, by the workspace's clock. */
  readonly at: number;
  /** When an acknowledgement came that was too late, in milliseconds after sending. */
  lateMs: number | undefined;
  /** Sends the very same envelope again, as Slack does when it believes that it was lost. */
  readonly again: () => Promise<Delivery>;
}

export interface Courier {
  readonly deliver: (kind: Envelope["kind"], payload: Envelope["payload"]) => Promise<Delivery>;
  readonly deliveries: Delivery[];
  /** Over what it goes from now on. */
  transport: Transport;
}

export function createCourier(world: World, transport: Transport): Courier {
  const send = async (envelope: Envelope): Promise<Delivery> => {
    const at = world.clock.now();
    let lateMs: number | undefined;
    let delivery: Delivery | undefined;
    const carried = await courier.transport(envelope, world.options.ackMs, (tookMs) => {
      lateMs = tookMs;
      if (delivery !== undefined) delivery.lateMs = tookMs;
    });
    delivery = {
      ...carried,
      envelope,
      at,
      lateMs,
      again: () => send({ ...envelope, attempt: envelope.attempt + 1 }),
    };
    courier.deliveries.push(delivery);
    return delivery;
  };
  const courier: Courier = {
    transport,
    deliveries: [],
    deliver: (kind, payload) => send({ id: randomUUID(), kind, payload, attempt: 0 }),
  };
  return courier;
}
