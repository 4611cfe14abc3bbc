import { readFile } from "node:fs/promises";
import { type Department, startDepartment } from "../department/department.ts";
import { waitFor } from "../lab/wait.ts";
import { addCrowd } from "./crowd.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

/** A department with all its people, and a terminal for each of them. */
export interface Scene {
  readonly department: Department;
  readonly redisUrl: string;
  /** The accounts that were added, in the order of their terminals. */
  readonly crowd: readonly string[];
  readonly terminals: readonly Terminal[];
  /** Resident memory in MB, when all of them have just connected. */
  readonly idle: Memory;
  readonly memory: () => Promise<Memory>;
  /** Says where the bench is; on stderr. */
  readonly tell: (line: string) => void;
  readonly stop: () => Promise<void>;
}

export interface Memory {
  readonly bot: number;
  readonly executor: number;
}

/** Starts bot, executor and Redis as processes of their own, as the demo has them. */
export async function startScene(): Promise<Scene> {
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  tell("starting a department …");
  const department = await startDepartment();
  try {
    const crowd = await addCrowd(department.lab);
    // The bot knows people from the inventory; a new executor tells one at once.
    await department.executor().stop();
    await department.startExecutor();
    const terminals = await Promise.all(crowd.map((account) => openTerminal(department.socket, account)));
    const memory = async (): Promise<Memory> => ({
      bot: await residentMb(department.bot().pid),
      executor: await residentMb(department.executor().pid),
    });
    await waitFor("the bot knowing everybody", async () => ((await known(terminals.at(-1))) ? true : undefined), {
      timeoutMs: 60_000,
      everyMs: 200,
    });
    return {
      department,
      redisUrl: `unix://${department.lab.redisSocket ?? ""}`,
      crowd,
      terminals,
      idle: await memory(),
      memory,
      tell,
      stop: async () => {
        for (const terminal of terminals) terminal.close();
        await department.stop();
      },
    };
  } catch (error) {
    await department.stop();
    throw error;
  }
}

async function known(terminal: Terminal | undefined): Promise<boolean> {
  return (await terminal?.say("/ping"))?.final.status === "done";
}

/** VmRSS of proc(5), in MB (10^6 bytes). */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return (Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024) / 1e6;
}
