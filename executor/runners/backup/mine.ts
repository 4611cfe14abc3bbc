import type { Failure } from "../../../protocol/messages.ts";
import type { RunOptions, View } from "../../exec.ts";
import type { Known } from "../../facts.ts";
import type { ProgramName } from "../../programs.ts";
import { isStill, type SnapshotHome } from "../../rsnapshot/snapshots.ts";
import { StepFailure } from "../../runner.ts";
import type { HomeTools } from "./tools.ts";

/** The person's own home, and nothing else of this host, as their programs see it while they restore. */
export const mine = "/mine";
const limits = { timeoutMs: 2 * 3_600_000, maxOutput: 4 * 1024 * 1024 };
const noSpace = /No space left on device|Disk quota exceeded/u;

export interface Act extends Pick<RunOptions, "input" | "inputFile" | "outputFile"> {
  readonly exec: HomeTools["exec"];
  readonly account: Known;
  /** Folders that may be read, beside the home. */
  readonly readable?: View["readable"];
  /** False: their home here is not seen. */
  readonly seesHome?: false;
  readonly signal: AbortSignal;
}

/** Runs a program as the person, in a view of their own home; gives what it said. Throws where it does not end well. */
export async function act(
  { exec, account, readable = [], seesHome, signal, ...files }: Act,
  program: ProgramName,
  argv: readonly string[],
): Promise<string> {
  const ran = await exec.run(program, argv, {
    ...{ ...limits, ...files, signal, as: account },
    view: { readable, writable: seesHome === false ? [] : [[account.home, mine]] },
  });
  if (ran.exitCode === 0) return ran.stdout;
  if (noSpace.test(ran.stderr)) throw new StepFailure("backup.no_space", ran.stderr.slice(0, 300));
  throw new StepFailure("program.failed", `${program} ended with ${ran.exitCode}: ${ran.stderr.slice(0, 300)}`);
}

/** A restore that is not whole yet, and what it will be called. */
export interface Placing {
  readonly making: string;
  readonly folder: string;
}

/** Gives what was restored its own name, unless something has it by now. */
export async function place(by: Act, { making, folder }: Placing): Promise<void> {
  const [from, to] = [`${mine}/${making}`, `${mine}/${folder}`];
  await act(by, "mv", ["--no-clobber", "--no-target-directory", "--", from, to]);
  if (await isThere(by, making)) throw new StepFailure("backup.folder_taken", `~/${folder} is there by now`);
}

export const isPlaced = async (by: Act, { making, folder }: Placing): Promise<boolean> =>
  !(await isThere(by, making)) && isThere(by, folder);

export const takeBack = async (by: Act, { making }: Pick<Placing, "making">): Promise<void> => {
  await act(by, "rm", ["-rf", "--", `${mine}/${making}`]);
};

/** What stays where it could not be taken back. */
export const leftIn = ({ making }: Pick<Placing, "making">, { name }: Pick<Known, "name">): Failure["left"] => [
  { what: `~/${making} of ${name}`, command: `sudo -u ${name} rm -r ~${name}/${making}` },
];

/** Whether there is a folder of that name. The person looks: a home that hangs holds up no more than their program. */
async function isThere(by: Act, name: string): Promise<boolean> {
  const argv = ["-P", mine, "-mindepth", "1", "-maxdepth", "1", "-type", "d", "-name", name, "-printf", "%f"];
  return (await act(by, "find", argv)) === name;
}

/** Throws where names were moved on since: between two looks that saw the same folder there, it was the same. */
export async function mustStay({ name, folder, inode }: Pick<SnapshotHome, "name" | "folder" | "inode">) {
  if (await isStill({ folder, inode })) return;
  throw new StepFailure("backup.moved_on", `${name} was moved on by a backup while it was being read`);
}
