import { createHash, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Form } from "../../handlers/kit/form.ts";
import type { ChatIdentity } from "../../protocol/messages.ts";
import type { Message } from "../message.ts";
import type { Store } from "../store/database.ts";
import { type PressTable, pressesIn, type StoredPress } from "../store/presses.ts";
import type { Shown, ShownButton } from "./surface.ts";

/** What can be pressed or filled in: a platform carries an id, what it means and for whom stays here. */
export interface Presses {
  /** A message with its buttons' ids; resolves when they are on the disk. The same message has the same ids again. */
  readonly shown: (message: Message, invocation: string, identity: ChatIdentity) => Promise<Shown>;
  /** Opens a form for one person; it is written down by and by. */
  readonly form: (form: Form, line: string, identity: ChatIdentity) => string;
  /** A button for one person that is part of no message that stands. */
  readonly button: (label: string, line: string, identity: ChatIdentity) => ShownButton;
  readonly find: (id: string) => StoredPress | undefined;
  readonly prune: (before: number) => void;
}

const keptInMemory = 5_000;

export function openPresses(store: Store, now: () => number, failed: (cause: unknown) => void): Presses {
  const table: PressTable = pressesIn(store);
  const known = new LRUCache<string, StoredPress>({ max: keptInMemory });
  const write = (press: StoredPress): Promise<void> => {
    known.set(press.id, press);
    return store.write(() => table.add(press, now()));
  };
  const later = (press: StoredPress): string => {
    write(press).catch(failed);
    return press.id;
  };
  const button = { kind: "button", command: "", typed: {} } as const;
  return {
    shown: async ({ reply, final, status }, invocation, identity) => {
      const question = reply.tone === "question";
      const made = (reply.buttons ?? []).map(({ label, line, style }, index) => {
        const id = hashOf(`${invocation}\n${index}\n${line}`);
        return { shown: { id, label, ...(style === undefined ? {} : { style }) }, id, line };
      });
      const news = made.filter(({ id }) => known.get(id) === undefined);
      await Promise.all(news.map(({ id, line }) => write({ ...button, id, identity, line, question })));
      return {
        reply: { ...reply, buttons: made.map(({ shown }) => shown) },
        final,
        ...(status === undefined ? {} : { status }),
      };
    },
    form: (form, line, identity) => {
      const typed = form.fields.flatMap(({ name, initial }): [string, string][] =>
        initial === undefined ? [] : [[name, initial]],
      );
      const { command } = form;
      return later({
        id: newId(),
        kind: "form",
        identity,
        line,
        command,
        typed: Object.fromEntries(typed),
        question: false,
      });
    },
    button: (label, line, identity) => ({
      id: later({ ...button, id: newId(), identity, line, question: false }),
      label,
    }),
    find: (id) => known.get(id) ?? table.get(id),
    prune: (before) => void store.write(() => table.prune(before)).catch(failed),
  };
}

/** 132 bits: no two of a department's messages meet. */
const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 22);
const newId = (): string => randomBytes(16).toString("base64url");
