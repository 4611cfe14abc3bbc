import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pino } from "pino";
import type { Arrival } from "../../../bot/chat/arrival.ts";
import { openChats } from "../../../bot/chat/start.ts";
import { contextOf } from "../../../bot/contexts.ts";
import type { Core } from "../../../bot/core.ts";
import type { MessagePort } from "../../../bot/message.ts";
import { openStore } from "../../../bot/store/database.ts";
import { usualHandlers } from "../../../bot/usual-handlers.ts";
import type { Invocation } from "../../../handlers/kit/dispatch.ts";
import type { Context } from "../../../handlers/kit/ports.ts";
import { identityText } from "../../../protocol/identity.ts";
import type { ChatIdentity } from "../../../protocol/messages.ts";
import { refuse, refused } from "../../../protocol/refusal.ts";
import { emptyHead } from "../../support/heads.ts";
import { contextFor, people } from "../../unit/handlers/department.ts";

/** Everything of the bot's that stands behind a chat platform, with real handlers, but no host to ask. */
export interface ChatBench extends ReturnType<typeof openChats> {
  /** Links an identity; to nobody where no account is given. */
  readonly link: (identity: ChatIdentity, account?: "e235701" | "e235702") => void;
  /** What was done in whose name. Hosts are not asked: what would be a job ends at once, and says for whom it was. */
  readonly ran: Pick<Invocation, "account" | "line">[];
  readonly audited: Readonly<Record<string, unknown>>[];
  readonly log: pino.Logger;
  readonly logged: () => string;
  /** All rows of a table, as a copy of the database shows them. */
  readonly rows: (table: "posts" | "presses") => readonly object[];
  readonly sql: (statement: string) => void;
  /** All that hangs on the files is opened anew. */
  readonly restart: () => void;
  readonly later: (ms: number) => void;
  readonly stop: () => void;
}

const byAccount: Readonly<Record<string, Context["person"]>> = {
  [people.hanako.name]: people.hanako,
  [people.taro.name]: people.taro,
};

/** @param card shows an approval's card */
export function chatBench(card?: (number: number, port: MessagePort) => void): ChatBench {
  const folder = mkdtempSync(join(tmpdir(), "shisa-chat-"));
  const links = new Map<string, { account: string; uid: number }>();
  const ran: ChatBench["ran"] = [];
  const audited: Record<string, unknown>[] = [];
  const lines: string[] = [];
  const sink = new Writable({ write: (chunk, _, done) => done(void lines.push(String(chunk))) });
  const log = pino({ level: "trace" }, sink);
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const { directory: heard, jobs, preferences, audit: book, policies, timeZone } = contextFor();
  const directory = { ...heard, person: (account: string) => byAccount[account] };
  const seen = { directory, jobs, preferences, audit: book } as const;
  const surroundings = { ...seen, policies, timeZone, language: "en", now } as const;
  const core: Core = {
    complete: () => [],
    handle: async (invocation, port) => {
      const { account, line, identity } = invocation;
      ran.push({ account, line });
      const person = byAccount[account];
      if (person === undefined) throw new Error(`nobody is ${account}`);
      const context = contextOf(surroundings, person, identity, "en");
      const answer = await usualHandlers.dispatch(invocation, context, usualHandlers.commands);
      if (answer.kind === "confirm") return port.show({ reply: answer.reply, final: true, status: "confirm" });
      if (answer.kind === "final") return port.show({ reply: answer.reply, final: true, status: answer.status });
      const reply = { tone: "done", title: `Done for ${account}: ${line}`, privacy: "private" } as const;
      return port.show({ reply, final: true, status: "done" });
    },
  };
  const open = () => {
    const store = openStore(folder);
    const find = (identity: ChatIdentity) => links.get(identityText(identity));
    const nobodyElse = { linkOf: () => undefined, identitiesOf: () => [], all: () => [] };
    const all = { find, ...nobodyElse, take: async () => false, onLinked: () => undefined };
    const linking = {
      find: () => undefined,
      of: () => [],
      begin: async () => "shisa-link:slack:T1/U1:random",
      prove: async () => refused(refuse("link.nonce")),
      proveNonce: async () => refused(refuse("link.nonce")),
    };
    const audit = {
      record: (entry: object) => void audited.push({ ...entry }),
      close: () => undefined,
      head: () => emptyHead,
    };
    const parts = { handlers: usualHandlers, surroundings, core, people: all, linking, store, audit, log };
    const shows = card === undefined ? {} : { card };
    return { store, chats: openChats({ ...parts, ...shows }, ["slack", "discord"]) };
  };
  let opened = open();
  const close = (): void => {
    opened.chats.stop();
    opened.store.close();
  };
  return {
    get desk() {
      return opened.chats.desk;
    },
    get posts() {
      return opened.chats.posts;
    },
    link: (identity, account) => {
      const person = account && byAccount[account];
      if (person === undefined) links.delete(identityText(identity));
      else links.set(identityText(identity), { account: person.name, uid: person.uid });
    },
    ran,
    audited,
    log,
    logged: () => lines.join(""),
    rows: (table) => opened.store.db.prepare(`SELECT * FROM ${table}`).all() as object[],
    sql: (statement) => void opened.store.db.exec(statement),
    restart: () => {
      close();
      opened = open();
    },
    later: (ms) => {
      ahead += ms;
    },
    stop: () => {
      close();
      rmSync(folder, { recursive: true });
    },
  };
}

export const idOf = (user: string, workspace = "T1", platform = "slack"): ChatIdentity => ({
  platform,
  workspace,
  user,
});

let typedBefore = 0;
/** A line as a platform brings it, each time as something new. */
export function arrivalOf(identity: ChatIdentity, line: string, changes: Partial<Arrival> = {}): Arrival {
  typedBefore += 1;
  return {
    invocation: `${identity.platform}:typed-${typedBefore}`,
    identity,
    place: { channel: `D${identity.user}`, kind: "direct" },
    line,
    confirmed: false,
    attachments: [],
    at: Date.now(),
    ...changes,
  };
}

/** Does what platforms do with what somebody typed: gives what became of it. */
export async function typeAt({ desk }: Pick<ChatBench, "desk">, arrival: Arrival): Promise<string> {
  const answer = desk.typed(arrival, false);
  if (answer.kind === "line") {
    await desk.receive(answer.arrival);
    desk.run(answer.arrival);
  }
  return answer.kind;
}
