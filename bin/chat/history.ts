import { appendFileSync, chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { holdsPrivateKey } from "../../protocol/ssh/private-key.ts";

const longest = 1000;

/** What a person typed before, newest first, as node:readline takes it. */
export interface History {
  readonly lines: string[];
  /** Adds a line to the file; a file that cannot be written costs only the memory. */
  readonly add: (line: string) => void;
}

/** Reads the file, which only its owner may read (0600 in a 0700 folder): lines may name people's things. */
export function openHistory(path: string): History {
  const lines = read(path);
  quietly(() => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, lines.map((line) => `${line}\n`).join(""), { mode: 0o600 });
    chmodSync(path, 0o600);
  });
  return {
    lines: lines.toReversed(),
    add: (line) => {
      if (line.trim() !== "" && !holdsPrivateKey(line))
        quietly(() => appendFileSync(path, `${line.replaceAll("\n", " ")}\n`, { mode: 0o600 }));
    },
  };
}

function read(path: string): string[] {
  try {
    const lines = readFileSync(path, "utf8").split("\n");
    return lines.filter((line) => line !== "").slice(-longest);
  } catch {
    return [];
  }
}

function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // A read-only home is no reason not to chat.
  }
}
