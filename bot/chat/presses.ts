import { createHash, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Form } from "../../handlers/kit/form.ts";
import type { Asker } from "../forms.ts";
import type { Message } from "../message.ts";
import type { Store } from "../store/database.ts";
import { type PressTable, pressesIn, type StoredPress } from "../store/presses.ts";
import type { Shown, ShownButton } from "./surface.ts";

/**
 * For whom something was made: the chat identity, as the account that it was linked to. Somebody who is linked anew to
 * another account does not press in its name what was made for the first.
 */
export interface Owner extends Pick<Asker, "account" | "identity"> {
  /** Whoever sees it may press it, each as themselves. */
  readonly anyone?: boolean;
}

/** What can be pressed or filled in: a platform carries an id, what it means and for whom stays here. */
export interface Presses {
  /** A message with its buttons' ids; resolves when they are on the disk. The same message has the same ids again. */
  readonly shown: (message: Message, invocation: string, owner: Owner) => Promise<Shown>;
  /** Opens a form for one person; it is written down by and by. */
  readonly form: (form: Form, line: string, owner: Owner) => string;
  /** A button for one person that is part of no message that stands. */
  readonly button: (label: string, line: string, owner: Owner) => ShownButton;
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
  const find = (id: string): StoredPress | undefined => known.get(id) ?? table.get(id);
  const button = { kind: "button", command: "", typed: {}, anyone: false } as const;
  return {
    shown: async ({ reply, final, status }, invocation, { account, identity, anyone = false }) => {
      const question = reply.tone === "question";
      const made = (reply.buttons ?? []).map(({ label, line, style }, index) => {
        const id = hashOf(`${invocation}\n${index}\n${line}`);
        return { shown: { id, label, ...(style === undefined ? {} : { style }) }, id, line };
      });
      const news = made.filter(({ id }) => find(id) === undefined);
      const own = { account, identity, anyone, question };
      await Promise.all(news.map(({ id, line }) => write({ ...button, ...own, id, line })));
      return {
        reply: { ...reply, buttons: made.map(({ shown }) => shown) },
        final,
        ...(status === undefined ? {} : { status }),
      };
    },
    form: (form, line, { account, identity }) => {
      const typed = form.fields.flatMap(({ name, initial }): [string, string][] =>
        initial === undefined ? [] : [[name, initial]],
      );
      const { command } = form;
      return later({
        id: newId(),
        kind: "form",
        account,
        identity,
        line,
        command,
        typed: Object.fromEntries(typed),
        question: false,
        anyone: false,
      });
    },
    button: (label, line, { account, identity }) => ({
      id: later({ ...button, id: newId(), account, identity, line, question: false }),
      label,
    }),
    find,
    prune: (before) => void store.write(() => table.prune(before)).catch(failed),
  };
}

/** 132 bits: no two of a department's messages meet. */
const hashOf = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 22);
const newId = (): string => randomBytes(16).toString("base64url");
