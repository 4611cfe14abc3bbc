import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { ApprovalBook } from "../../../bot/approvals/approvals.ts";
import { createApprovalBook } from "../../../bot/approvals/book.ts";
import { createApprovalMessages } from "../../../bot/approvals/messages.ts";
import { contextOf, type Surroundings } from "../../../bot/contexts.ts";
import { openStore, type Store } from "../../../bot/store/database.ts";
import { usualHandlers } from "../../../bot/usual-handlers.ts";
import type { By } from "../../../handlers/kit/approvals.ts";
import type { Context, HostView } from "../../../handlers/kit/ports.ts";
import { grantIdOf } from "../../../protocol/ids.ts";
import type { Approval, ChatIdentity } from "../../../protocol/messages.ts";
import type { Refusal } from "../../../protocol/refusal.ts";
import { contextFor, host, people, now as start, usualGuests } from "../../unit/handlers/department.ts";

type Person = Context["person"];

/** The bot's approvals with a real database and real policies; what would be a job is only written down. */
export interface ApprovalBench {
  readonly book: ApprovalBook;
  /** What was taken on, and whose yes it has. */
  readonly ran: { readonly line: string; readonly approval: Approval | undefined }[];
  readonly audited: Readonly<Record<string, unknown>>[];
  /** Who is in which group, as the hosts say now. */
  readonly known: Map<string, Person>;
  /** What hosts say. */
  hosts: readonly HostView[];
  /** What comes instead of taking a job on. */
  full: Refusal | undefined;
  /** The disk is full when a job is to be taken on. */
  broken: boolean;
  /** Who asked at a terminal has it open. */
  watched: boolean;
  /** Somebody types a line that has to wait; gives the approval's number, 0 where it was refused. */
  readonly ask: (
    line: string,
    person?: Person,
    more?: { readonly exception?: boolean; readonly identity?: ChatIdentity },
  ) => Promise<number>;
  /** The clock is moved; nothing else happens by that. */
  readonly later: (ms: number) => void;
  /** The bot is ended and begins again with what is on the disk. */
  readonly restart: () => void;
  readonly stop: () => void;
}

const hanakos: ChatIdentity = { platform: "slack", workspace: "T1", user: "U1" };
export const hour = 3_600_000;

/** Somebody who decides, as the hosts know them now. */
export const by = (bench: Pick<ApprovalBench, "known">, account: string, user = `U${account}`): By => {
  const person = bench.known.get(account);
  if (person === undefined) throw new Error(`nobody is ${account}`);
  return { person, identity: { platform: "slack", workspace: "T1", user } };
};

const insert = `INSERT INTO commands (invocation, grant_id, line, account, uid, identity, language, command, action, input,
  host, executor, accepted_at, deadline) VALUES (?,?,?,'',1,'{}','en','','','{}','','',0,0)`;

export function approvalBench(): ApprovalBench {
  const folder = mkdtempSync(join(tmpdir(), "shisa-approvals-"));
  const known = new Map<string, Person>(Object.values(people).map((person) => [person.name, person]));
  const { jobs, preferences, audit: lines, policies, timeZone } = contextFor();
  let ahead = 0;
  let typed = 0;
  const now = (): number => start + ahead;
  const ran: { line: string; approval: Approval | undefined }[] = [];
  const audited: Record<string, unknown>[] = [];
  const seen = { jobs, preferences, audit: lines, policies, timeZone } as const;
  const directory = {
    hosts: () => bench.hosts.map((view) => ({ ...view, heardAt: now() })),
    person: (account: string) => known.get(account),
  };
  const surroundings: Surroundings = { ...seen, directory, language: "en", now };
  const begin = (store: Store): ApprovalBook =>
    createApprovalBook({
      ...{ handlers: usualHandlers, surroundings, store, log: pino({ level: "silent" }) },
      audit: { record: (entry) => void audited.push({ ...entry }) },
      messages: createApprovalMessages(usualHandlers, surroundings, true),
      open: {
        get: () => undefined,
        message: () => ({ reply: { tone: "working", title: "", privacy: "private" }, final: false }),
      },
      delivery: { edit: () => undefined, isFollowed: () => bench.watched },
      accept: async (_job, { id, line }, _context, approval) => {
        if (bench.broken) throw new Error("writing a command down: no space left");
        if (bench.full !== undefined) return bench.full;
        // By its id it is known that it was taken on.
        store.db.prepare(insert).run([id, grantIdOf(id), line]);
        ran.push({ line, approval });
        return undefined;
      },
      waitMs: 24 * hour,
    });
  let store = openStore(folder);
  let book = begin(store);
  const close = (): void => {
    book.stop();
    store.close();
  };
  const bench: ApprovalBench = {
    get book() {
      return book;
    },
    ran,
    audited,
    known,
    hosts: [host("vm1", usualGuests)],
    full: undefined,
    broken: false,
    watched: true,
    ask: async (line, person = people.hanako, { exception = false, identity = hanakos } = {}) => {
      typed += 1;
      const id = `slack:typed-${typed}`;
      const context = contextOf({ ...surroundings, approvals: book }, person, identity, "en");
      const dispatched = await usualHandlers.dispatch(
        { line, confirmed: true, exception },
        context,
        usualHandlers.commands,
      );
      if (dispatched.kind !== "approval") throw new Error(`${line} became ${JSON.stringify(dispatched)}`);
      const place = "channel" as const;
      const more = { id, identity, account: person.name, uid: person.uid, place, line, confirmed: false, at: now() };
      const refusal = await book.hold(dispatched, more, context);
      return refusal === undefined ? (book.byInvocation(id)?.number ?? 0) : 0;
    },
    later: (ms) => {
      ahead += ms;
    },
    restart: () => {
      close();
      store = openStore(folder);
      book = begin(store);
    },
    stop: () => {
      close();
      rmSync(folder, { recursive: true });
    },
  };
  return bench;
}
