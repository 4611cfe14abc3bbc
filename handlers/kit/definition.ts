import type { InputOf, OutputOf } from "../../protocol/action.ts";
import type { ActionName, ActionNamed } from "../../protocol/catalogue.ts";
import type { Outcome, Refusal } from "../../protocol/refusal.ts";
import type { Context } from "./ports.ts";
import type { Reply, Text } from "./reply.ts";

/** What a parameter takes, how it is normalised, and what completes it. */
export type ParameterKind =
  | "guest"
  | "new-name"
  | "template"
  | "host"
  | "integer"
  | "size"
  | "flag"
  | "text"
  /** A time as people type it; kit/moment.ts reads it. */
  | "moment"
  /** A time that is over, in words or as a date; kit/past.ts reads it. */
  | "past"
  | "job"
  /** A guest by its name or address, or a job by its number. */
  | "thing"
  | "word"
  /** Attached, never typed. */
  | "file";

export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  /** positional: by place; option: as --name VALUE or --name=VALUE (a flag takes no value); a file is an option. */
  readonly place: "positional" | "option";
  readonly required: boolean;
  readonly text: Text;
  /** For integer: inclusive bounds. For size: bounds in MiB (people type 2G, 512M, 10GB; a bare number is `unit`). */
  readonly minimum?: number;
  readonly maximum?: number;
  readonly unit?: "M" | "G";
  /** For word: what may be typed. */
  readonly choices?: readonly string[];
  /** For word: other ways of typing a choice, each with the choice that it means. */
  readonly aliases?: readonly (readonly [string, string])[];
  /** The rest of the line goes into it as typed (text only, last positional). */
  readonly rest?: boolean;
  /** For text that takes the rest: it is a command line of its own, and is completed as one. */
  readonly line?: boolean;
  /** For text: the most characters that it may have; 200 unless it is said. */
  readonly limit?: number;
  /** Takes all words that are left, with a space between them; options may stand among them (text, last positional). */
  readonly many?: boolean;
}

/** How messages name a parameter: NAME, --memory. */
export const labelOf = ({ name, place, kind }: Parameter): string =>
  place === "positional" || kind === "file" ? name.toUpperCase() : `--${name}`;

/** An attached file. */
export interface FileValue {
  readonly name: string;
  readonly content: Uint8Array;
}
/** Attached files by parameter name. */
export type Files = Readonly<Record<string, FileValue>>;

/**
 * Parsed values by parameter name: integers and sizes (MiB) as numbers, flags as true, files as they are, all else as
 * strings.
 */
export type Values = Readonly<Record<string, string | number | boolean | FileValue | undefined>>;

/** The text of a value, empty where it was not given. */
export function textIn(values: Values, name: string): string {
  const value = values[name];
  return typeof value === "string" ? value : "";
}

interface Common {
  /**
   * `vm`, `jobs`, … and `create`; the verb "" is the family typed alone (`/me`). A verb may be two words (`key add`): the
   * first of them typed alone means the one whose second word is `list`.
   */
  readonly family: string;
  readonly verb: string;
  readonly summary: Text;
  readonly parameters: readonly Parameter[];
  /** Names of parameters that are not required, of which one has to be given all the same. */
  readonly oneOf?: readonly string[];
  /** At least two, as typed, with the leading slash; tests run them. */
  readonly examples: readonly [string, string, ...string[]];
  /** Destroys something, at least with some options: help says that it asks first. */
  readonly asks?: boolean;
}

/** A verb that the bot answers by itself, from the inventory and its own memory. */
export interface LocalCommand extends Common {
  readonly kind: "local";
  /** What decide() is asked before the answer is made; every local verb has a policy too. */
  readonly permission: string;
  readonly answer: (values: Values, context: Context) => Promise<Answer>;
}

export type Answer =
  | {
      readonly reply: Reply;
      readonly output?: unknown;
      /** usage: what was typed was not understood, and `refusal` says why. Absent: done. */
      readonly status?: "usage";
      readonly refusal?: Refusal;
    }
  | { readonly refusal: Refusal }
  /** Another line does it; `exception`: and asks for another person's yes where that is all that is lacking. */
  | { readonly instead: string; readonly exception?: boolean };

/** What to ask which host, and what must be confirmed first. */
export interface Request<Input> {
  readonly host: string;
  readonly input: Input;
  /** Shown before a destructive act, with a question; absent: nothing to confirm. */
  readonly confirm?: Reply;
  /**
   * Where only the host knows what is to be confirmed: the verb that asks it, with its input. Unless the person has said
   * yes already, that job is done instead, and its final message asks.
   */
  readonly look?: { readonly command: ErasedActionCommand; readonly input: unknown };
  /** Another of the verb's own jobs does it, one of its `parts`. */
  readonly instead?: { readonly command: ErasedActionCommand; readonly input: unknown };
}

/** What follows on another host, under the same number and in the same message, once a job was done. */
export interface Next {
  readonly command: ErasedActionCommand;
  readonly host: string;
  readonly input: unknown;
}

/** A verb that becomes a signed job. */
export interface ActionCommand<N extends ActionName = ActionName> extends Common {
  readonly kind: "action";
  readonly action: N;
  readonly prepare: (values: Values, context: Context) => Promise<Outcome<Request<InputOf<ActionNamed<N>>>>>;
  /** Title while it runs, and a label for each of the action's steps. */
  readonly working: (input: InputOf<ActionNamed<N>>) => Text;
  readonly steps: Readonly<Record<ActionNamed<N>["steps"][number], Text>>;
  /** The line that asks for just this, for buttons: the nearest request that would pass, or the same once more. */
  readonly line: (input: InputOf<ActionNamed<N>>, host?: string) => string;
  /** The final message of a job that was done. */
  readonly done: (output: OutputOf<ActionNamed<N>>, context: Context) => Reply;
  /** Work over several hosts: what follows it; `done` is not asked then. */
  readonly next?: (output: OutputOf<ActionNamed<N>>, input: InputOf<ActionNamed<N>>) => Next;
  /** Jobs that this verb may become, and that nobody types. */
  readonly parts?: readonly ErasedActionCommand[];
}

export type Command = LocalCommand | ErasedActionCommand;
/** All that can become a job: the verbs, and what some of them become that nobody types. */
export const jobsOf = (commands: readonly Command[]): readonly ErasedActionCommand[] =>
  commands.flatMap((command) => (command.kind === "action" ? [command, ...(command.parts ?? [])] : []));

/** An action command whose types were checked by actionCommand and are no longer needed. */
export interface ErasedActionCommand extends Common {
  readonly kind: "action";
  readonly action: ActionName;
  readonly prepare: (values: Values, context: Context) => Promise<Outcome<Request<unknown>>>;
  readonly working: (input: unknown) => Text;
  readonly steps: Readonly<Record<string, Text>>;
  readonly line: (input: unknown, host?: string) => string;
  readonly done: (output: unknown, context: Context) => Reply;
  readonly next?: (output: unknown, input: unknown) => Next;
  readonly parts?: readonly ErasedActionCommand[];
}

/** Checks an action command against its action, and gives it to the registry without the types. */
export const actionCommand = <N extends ActionName>(command: ActionCommand<N>): ErasedActionCommand =>
  command as unknown as ErasedActionCommand;
export const localCommand = (command: LocalCommand): LocalCommand => command;
