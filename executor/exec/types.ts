import type { ProgramName, ProgramTable } from "../programs.ts";
import type { AbandonedChild } from "./abandoned.ts";
import type { Account, View } from "./wrap.ts";

export interface RunOptions {
  /** After so many milliseconds the program and all that it started are ended. */
  readonly timeoutMs: number;
  /** In bytes, for stdout and for stderr; a program that says more is ended. */
  readonly maxOutput: number;
  /** What the program reads; without it, it reads an empty file. */
  readonly input?: string | Uint8Array;
  /** In place of `input`: reads this open file, by its descriptor. */
  readonly inputFile?: number;
  /** Says it into this open file; `stdout` is empty then. */
  readonly outputFile?: OutputFile;
  /** Runs as this person, with that person's groups and without privileges; otherwise as root. */
  readonly as?: Account;
  /** The program sees these folders and no others. Only with `as`, whose groups it does not have then. */
  readonly view?: View;
  readonly cwd?: string;
  /** What else stands in its environment: nothing that anybody but root chose. Not with `view`. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Ends the program when aborted. */
  readonly signal?: AbortSignal;
  /** The account whose slot is held should the program turn out to be unkillable; `as.name` where that is given. */
  readonly owner?: string;
}

/** An open file by its descriptor; a program that makes it longer than `maxBytes` is ended. */
export interface OutputFile {
  readonly fd: number;
  readonly maxBytes: number;
}

/** How a program ended. Only a program that could not be started at all is an exception. */
export interface Ran {
  /** -1 where the program did not end by itself. 127: its file is not there. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  readonly overflowed: boolean;
  readonly cancelled: boolean;
  /** It was told to end and did not: it may still be there. */
  readonly abandoned: boolean;
}

export interface FollowOptions {
  readonly onLine: (line: string) => void;
  /** Called once when the program has ended, whether it was stopped or not. */
  readonly onEnd?: (exitCode: number) => void;
}

export interface ConverseOptions extends FollowOptions {
  /** Each line that it says on standard error. */
  readonly onErrorLine?: (line: string) => void;
  /** A line is cut there, in characters. */
  readonly lineLimit: number;
}

/** A program that goes on and is spoken to, line by line. */
export interface Spoken {
  /** Says one line. False: it was not taken, for the program has ended or does not read what it was told before. */
  readonly say: (line: string) => boolean;
  /** Ends the program and all that it started. */
  readonly end: () => Promise<void>;
}

/** The only way to start a program in an executor. */
export interface Exec {
  /** Runs a program to its end. Arguments are passed as they are: there is no shell anywhere. */
  readonly run: (program: ProgramName, argv: readonly string[], options: RunOptions) => Promise<Ran>;
  /** Starts a program that goes on, and hands over each line of its output. Returns what ends it. */
  readonly spawnLines: (program: ProgramName, argv: readonly string[], options: FollowOptions) => () => Promise<void>;
  /** Starts a program that answers what it is told on its standard input. */
  readonly converse: (program: ProgramName, argv: readonly string[], options: ConverseOptions) => Spoken;
  /** Programs of this account that were told to end and are still there. */
  readonly abandonedBy: (account: string) => readonly AbandonedChild[];
  readonly abandoned: () => readonly AbandonedChild[];
}

export interface ExecOptions {
  /** Replaces entries of the table; for tests. */
  readonly programs?: Partial<ProgramTable>;
  /** How long a program may take to end once it was told to, in milliseconds, before it is abandoned. */
  readonly graceMs?: number;
  readonly onAbandoned?: (child: AbandonedChild) => void;
}
