import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import { decoded, fieldsOf, textOf } from "./json.ts";
import type { Transport } from "./transport.ts";

/** Socket Mode's connections. */
export interface Sockets {
  /** How many are open, take envelopes, and have had their hello read by the app. */
  readonly count: () => number;
  /** Lets the bearer of a ticket connect, once. */
  readonly expect: (ticket: string) => void;
  readonly carry: Transport;
  /** Cuts connections as a network does, without a word: all, or the one so many after the oldest. */
  readonly cut: (which?: number) => void;
  /** Slack's own way to close one: it says so, sends nothing more there, and leaves closing to the app. */
  readonly disconnect: (reason: "warning" | "refresh_requested" | "link_disabled", which?: number) => void;
  /**
   * Stops reading from a connection, so that neither acknowledgements nor pings are answered. Envelopes go there only
   * while there is no other.
   */
  readonly freeze: (which?: number) => void;
  /** Sends whatever text to all of them. */
  readonly send: (text: string) => void;
  readonly close: () => void;
}

interface Link {
  readonly socket: WebSocket;
  /** The app has answered the ping that follows the hello. */
  ready: boolean;
  leaving: boolean;
  frozen: boolean;
}

/** How often each connection is pinged: a client hangs up that hears no ping for half a minute. */
const pingMs = 10_000;

/** Serves web sockets on `server`. */
export function createSockets(server: Server, appId: string): Sockets {
  const wss = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const links: Link[] = [];
  const waiting = new Map<string, (answer: unknown) => void>();
  let turn = 0;
  const open = (): Link[] => links.filter(({ socket, leaving }) => !leaving && socket.readyState === socket.OPEN);
  const chosen = (which: number | undefined): Link[] => (which === undefined ? open() : open().slice(which, which + 1));

  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => undefined);
    const ticket = new URL(request.url ?? "/", "http://slack").searchParams.get("ticket") ?? "";
    if (!tickets.delete(ticket)) {
      socket.end("HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n");
      return;
    }
    wss.handleUpgrade(request, socket, head, (fresh) => {
      const link: Link = { socket: fresh, ready: false, leaving: false, frozen: false };
      links.push(link);
      fresh.on("error", () => undefined);
      const pings = setInterval(() => fresh.ping(), pingMs);
      fresh.on("close", () => {
        clearInterval(pings);
        links.splice(links.indexOf(link), 1);
      });
      fresh.on("pong", () => {
        link.ready = true;
      });
      fresh.on("message", (data: Buffer) => {
        const message = fieldsOf(decoded(data.toString("utf8")));
        waiting.get(textOf(message["envelope_id"]))?.(message["payload"]);
      });
      const about = { host: "applink-1", build_number: 1, approximate_connection_time: 18_060 };
      const hello = { type: "hello", connection_info: { app_id: appId }, num_connections: links.length };
      fresh.send(JSON.stringify({ ...hello, debug_info: about }));
      fresh.ping();
    });
  });

  return {
    count: () => open().filter(({ ready }) => ready).length,
    expect: (ticket) => void tickets.add(ticket),
    carry: async ({ id, kind, payload, attempt }, ackMs, onLate) => {
      const moving = open().filter(({ frozen }) => !frozen);
      const between = moving.length > 0 ? moving : open();
      turn += 1;
      const link = between[turn % Math.max(1, between.length)];
      const began = performance.now();
      const tookMs = (): number => performance.now() - began;
      if (link === undefined) return { ok: false, error: "dispatch_failed", answer: undefined, tookMs: 0 };
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting.set(id, () => onLate(tookMs()));
          resolve({ ok: false, error: "operation_timeout", answer: undefined, tookMs: tookMs() });
        }, ackMs);
        waiting.set(id, (answer) => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve({ ok: true, error: undefined, answer, tookMs: tookMs() });
        });
        const retry = attempt === 0 ? {} : { retry_attempt: attempt, retry_reason: "timeout" };
        const envelope = { envelope_id: id, type: kind, payload, accepts_response_payload: kind !== "events_api" };
        link.socket.send(JSON.stringify({ ...envelope, ...retry }));
      });
    },
    cut: (which) => {
      for (const { socket } of chosen(which)) socket.terminate();
    },
    disconnect: (reason, which) => {
      for (const link of chosen(which)) {
        link.leaving = true;
        link.socket.send(JSON.stringify({ type: "disconnect", reason, debug_info: { host: "applink-1" } }));
      }
    },
    freeze: (which) => {
      for (const link of chosen(which)) {
        link.ready = false;
        link.frozen = true;
        link.socket.pause();
      }
    },
    send: (text) => {
      for (const { socket } of links) socket.send(text);
    },
    close: () => {
      for (const { socket } of [...links]) socket.terminate();
      wss.close();
    },
  };
}
