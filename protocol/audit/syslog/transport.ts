import { createSocket } from "node:dgram";
import { lookup } from "node:dns";
import { readFileSync } from "node:fs";
import { connect, isIPv6, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { AuditConfig, SyslogTarget } from "./target.ts";

/** A way to the other side. */
export interface Transport {
  /** The longest message that it takes, in bytes. */
  readonly most: number;
  /** False: not now, and `onReady` says when. */
  readonly send: (message: Buffer) => boolean;
  readonly close: () => void;
}

export interface TransportEvents {
  readonly onReady: () => void;
  readonly onFault: (cause: unknown) => void;
}

/** Every receiver should take 2048 bytes in one datagram (RFC 5426, 3.2). */
const mostOfDatagram = 2_048;
const mostOfStream = 65_536;
const connectMs = 10_000;

export function openTransport(target: SyslogTarget, config: Pick<AuditConfig, "syslogCa">, events: TransportEvents) {
  return target.transport === "udp" ? openDatagrams(target, events) : openStream(target, config, events);
}

function openDatagrams({ host, port }: SyslogTarget, { onReady, onFault }: TransportEvents): Transport {
  const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
  socket.on("error", onFault);
  socket.unref();
  // A datagram that nobody takes is not told; at least the name must be known.
  lookup(host, (cause) => (cause === null ? onReady() : onFault(cause)));
  return {
    most: mostOfDatagram,
    send: (message) => {
      socket.send(message, port, host, (cause) => {
        if (cause !== null) onFault(cause);
      });
      return true;
    },
    close: () => socket.close(),
  };
}

/** Both stream transports count the octets of each message before it (RFC 6587, 3.4.1; RFC 5425, 4.3). */
function openStream(
  { transport, host, port }: SyslogTarget,
  { syslogCa }: Pick<AuditConfig, "syslogCa">,
  { onReady, onFault }: TransportEvents,
): Transport {
  const ca = syslogCa === undefined ? {} : { ca: readFileSync(syslogCa) };
  const name = isIPv6(host) || /^[\d.]+$/u.test(host) ? {} : { servername: host };
  const socket: Socket =
    transport === "tls" ? connectTls({ host, port, ...name, ...ca }) : connect({ host, port, keepAlive: true });
  let isReady = false;
  socket.setTimeout(connectMs, () => {
    if (!isReady) socket.destroy(new Error("connecting to the syslog server takes too long"));
  });
  socket.unref();
  socket.once(transport === "tls" ? "secureConnect" : "connect", () => {
    isReady = true;
    onReady();
  });
  socket.on("drain", () => {
    isReady = true;
    onReady();
  });
  // What it says is of no interest, but unread it would hide that the other side has closed.
  socket.resume();
  socket.on("error", onFault);
  socket.on("close", () => onFault(new Error("the syslog server has closed the connection")));
  return {
    most: mostOfStream,
    send: (message) => {
      if (!isReady || socket.destroyed) return false;
      isReady = socket.write(Buffer.concat([Buffer.from(`${message.length} `), message]));
      return true;
    },
    close: () => {
      socket.removeAllListeners("close");
      socket.end();
    },
  };
}
