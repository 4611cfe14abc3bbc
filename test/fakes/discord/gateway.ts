import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { guildCreate } from "./guild.ts";
import { fieldsOf } from "./limits/walk.ts";
import { userObject } from "./objects.ts";
import { closed, createSession, dispatch, parse, replay, type Session, write } from "./sessions.ts";
import { intent, type World } from "./world.ts";

/** What the bot and a test see of the gateway. https://docs.discord.com/developers/events/gateway */
export interface Gateway {
  /** How often a client identified and was let in, and how often it resumed. */
  readonly counts: { identified: number; resumed: number; heartbeats: number };
  /** Whether somebody is connected and gets events. */
  readonly connected: () => boolean;
  /** Cuts all sockets without a word; sessions stay, and what happens meanwhile is kept for them. */
  readonly cut: () => void;
  /** Asks all clients to reconnect (op 7), as Discord does before it restarts a machine. */
  readonly reconnect: () => void;
  /** Says that all sessions are invalid (op 9). They can be resumed only if `resumable`. */
  readonly invalidate: (resumable: boolean) => void;
  /** Forgets all sessions, so that a RESUME is answered by op 9. */
  readonly forget: () => void;
  /** Sends a frame as it is, also one that is none. */
  readonly say: (text: string) => void;
  /** Closes all sockets with a code. */
  readonly close: (code: number) => void;
  /** Refuses new sockets while true. */
  readonly setAway: (away: boolean) => void;
}

/** Intents that exist. */
const allIntents = 0b11_0011_0001_1111_1111_1111_1111_1111_1111;

export function createGateway(world: World, server: Server): Gateway {
  const sockets = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const counts = { identified: 0, resumed: 0, heartbeats: 0 };
  let away = false;

  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (away || !(request.url ?? "").startsWith("/gateway")) socket.destroy();
    else sockets.handleUpgrade(request, socket, head, (ws) => welcome(ws));
  });
  world.dispatch = (event, data, intents) => {
    for (const each of sessions.values()) {
      if (intents === 0 || (each.intents & intents) !== 0) dispatch(each, event, data);
    }
  };

  const identify = (ws: WebSocket, token: unknown, intents: number): Session | undefined => {
    if (token !== world.token) return closed(ws, 4004, "Authentication failed.");
    if ((intents & ~allIntents) !== 0 || intents < 0) return closed(ws, 4013, "Invalid intent(s).");
    if ((intents & world.settings.disallowedIntents) !== 0) return closed(ws, 4014, "Disallowed intent(s).");
    const session = createSession(intents, ws);
    sessions.set(session.id, session);
    counts.identified += 1;
    const { guild, application, bot } = world;
    dispatch(session, "READY", {
      v: 10,
      user: userObject(bot),
      guilds: guild.present ? [{ id: guild.id, unavailable: true }] : [],
      session_id: session.id,
      session_type: "normal",
      resume_gateway_url: `${world.address.replace(/^http/u, "ws")}/gateway`,
      shard: [0, 1],
      application: { id: application, flags: 0 },
    });
    if (guild.present && (intents & intent.guilds) !== 0) dispatch(session, "GUILD_CREATE", guildCreate(world));
    return session;
  };
  const resume = (ws: WebSocket, { token, session_id, seq }: Record<string, unknown>): Session | undefined => {
    if (token !== world.token) return closed(ws, 4004, "Authentication failed.");
    const session = sessions.get(String(session_id));
    if (session === undefined || Number(seq) > session.seq) {
      write(ws, { op: 9, d: false });
      return undefined;
    }
    replay(session, ws, Number(seq));
    counts.resumed += 1;
    dispatch(session, "RESUMED", {});
    return session;
  };

  const welcome = (ws: WebSocket) => {
    let session: Session | undefined;
    let beat = Date.now();
    const every = world.settings.heartbeatMs;
    const watch = setInterval(() => {
      if (Date.now() - beat > every * 2) ws.close(4009, "Session timed out.");
    }, every);
    ws.on("error", () => undefined);
    ws.on("close", (code) => {
      clearInterval(watch);
      if (session?.socket === ws) session.socket = undefined;
      // A client that says goodbye so ends its session. .../events/gateway#initiating-a-disconnect
      if (session !== undefined && (code === 1000 || code === 1001)) sessions.delete(session.id);
    });
    ws.on("message", (raw: Buffer) => {
      const { op, d } = parse(raw);
      if (op === 1) {
        beat = Date.now();
        counts.heartbeats += 1;
        write(ws, { op: 11 });
      } else if (op === 2) {
        if (session !== undefined) closed(ws, 4005, "Already authenticated.");
        else session = identify(ws, fieldsOf(d)["token"], Number(fieldsOf(d)["intents"]));
      } else if (op === 6) session = resume(ws, fieldsOf(d));
      else if (session === undefined) closed(ws, 4003, "Not authenticated.");
      else if (op === undefined) closed(ws, 4002, "Decode error.");
    });
    write(ws, { op: 10, d: { heartbeat_interval: every } });
  };
  const all = (act: (ws: WebSocket) => void) => {
    for (const each of [...sockets.clients]) act(each);
  };
  return {
    counts,
    connected: () => [...sessions.values()].some(({ socket }) => socket?.readyState === 1),
    cut: () => all((ws) => ws.terminate()),
    reconnect: () => all((ws) => write(ws, { op: 7 })),
    invalidate: (resumable) => {
      if (!resumable) sessions.clear();
      all((ws) => write(ws, { op: 9, d: resumable }));
    },
    forget: () => sessions.clear(),
    say: (text) => all((ws) => ws.send(text)),
    close: (code) => all((ws) => ws.close(code)),
    setAway: (value) => {
      away = value;
    },
  };
}
