import { type Filled, type Form, formFor } from "../handlers/kit/form.ts";
import { candidatesFor } from "../handlers/kit/form-candidates.ts";
import { lineOfForm, problemsOfForm } from "../handlers/kit/form-filled.ts";
import type { Context } from "../handlers/kit/ports.ts";
import type { Language, Reply } from "../handlers/kit/reply.ts";
import { type ChatIdentity, nobody } from "../protocol/messages.ts";
import { contextOf, languageOf, type Surroundings } from "./contexts.ts";
import type { Handlers } from "./handlers.ts";

/** Who asks, from where. */
export interface Asker {
  readonly account: string;
  readonly identity: ChatIdentity;
  readonly language?: Language;
}

/** What platforms with forms, choices and a home page ask of the handlers. All of it at once, without waiting. */
export interface Forms {
  readonly form: (asker: Asker, line: string, attached: readonly string[]) => Form | undefined;
  readonly line: (command: string, filled: Filled) => string | undefined;
  readonly problems: (asker: Asker, command: string, filled: Filled, attached: readonly string[]) => Filled;
  readonly candidates: (asker: Asker, command: string, parameter: string, typed: string) => readonly string[];
  readonly home: (asker: Asker) => Promise<readonly Reply[]>;
}

/** Stands for somebody who is to be linked: no account is called so. They see the form for that, as anybody would. */
export const strangerAccount = "?";
const stranger: Context["person"] = { ...nobody, roles: ["student"], fullName: "" };

/** For somebody whom no host knows there is nothing to fill in, and nothing at home. */
export function createForms({ commands, homeReplies }: Handlers, surroundings: Surroundings): Forms {
  const context = ({ account, identity, language }: Asker): Context | undefined => {
    const person = account === strangerAccount ? stranger : surroundings.directory.person(account);
    if (person === undefined) return undefined;
    return contextOf(surroundings, person, identity, languageOf(surroundings, account, language));
  };
  const forWhom = <T>(asker: Asker, otherwise: T, work: (it: Context) => T): T => {
    const it = context(asker);
    return it === undefined ? otherwise : work(it);
  };
  return {
    form: (asker, line, attached) => forWhom(asker, undefined, (it) => formFor(line, it, commands, attached)),
    line: (command, filled) => lineOfForm(command, filled, commands),
    problems: (asker, command, filled, attached) =>
      forWhom(asker, {}, (it) => problemsOfForm(command, filled, it, commands, attached)),
    candidates: (asker, command, parameter, typed) =>
      forWhom(asker, [], (it) => candidatesFor(command, parameter, typed, it, commands)),
    home: (asker) => forWhom(asker, Promise.resolve<readonly Reply[]>([]), (it) => homeReplies(it)),
  };
}
