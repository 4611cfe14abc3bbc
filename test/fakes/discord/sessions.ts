import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import { fieldsOf } from "./limits/walk.ts";

/** A gateway session: it outlives its socket, so that a client can resume it. */
export interface Session {
  readonly id: string;
  readonly intents: number;
  seq: number;
  readonly sent: { readonly seq: number; readonly frame: string }[];
  socket: WebSocket | undefined;
}

/** https://docs.discord.com/developers/events/gateway-events#payload-structure */
interface Frame {
  readonly op: number;
  readonly d?: unknown;
  readonly s?: number;
  readonly t?: string;
}

export const createSession = (intents: number, socket: WebSocket): Session => ({
  id: randomUUID().replaceAll("-", ""),
  intents,
  seq: 0,
  sent: [],
  socket,
});

export function write(ws: WebSocket | undefined, frame: Frame): void {
  if (ws?.readyState === 1) ws.send(JSON.stringify({ s: null, t: null, d: null, ...frame }));
}

/** Sends an event, and keeps it for a resume. */
export function dispatch(session: Session, event: string, data: unknown): void {
  session.seq += 1;
  const frame = { op: 0, d: data, s: session.seq, t: event };
  session.sent.push({ seq: session.seq, frame: JSON.stringify(frame) });
  write(session.socket, frame);
}

/** Goes on over another socket with what came after `seq`. */
export function replay(session: Session, ws: WebSocket, seq: number): void {
  session.socket?.terminate();
  session.socket = ws;
  for (const missed of session.sent) if (missed.seq > seq) ws.send(missed.frame);
}

/** Closes with one of .../topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
export function closed(ws: WebSocket, code: number, reason: string): undefined {
  ws.close(code, reason);
}

export function parse(raw: Buffer): { readonly op?: unknown; readonly d?: unknown } {
  try {
    return fieldsOf(JSON.parse(raw.toString("utf8")) as unknown);
  } catch {
    return {};
  }
}
