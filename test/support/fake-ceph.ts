import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Program } from "../../executor/programs.ts";

interface Answer {
  readonly say?: string;
  readonly late?: string;
  readonly complain?: string;
  readonly hang?: true;
  readonly die?: string;
}

/** A `ceph` that says what a test wants, and writes down how it was started and what it was asked. */
export interface FakeCeph {
  readonly program: Program;
  /** Answers a line with this, said as it is, and with `late` a moment later; `hang`: with nothing; `die`: it ends. */
  readonly answer: (line: string, how: Answer) => Promise<void>;
  /** The arguments of each start, one line a start. */
  readonly starts: () => Promise<readonly string[]>;
  /** What it was told on its standard input. */
  readonly told: () => Promise<readonly string[]>;
}

export async function fakeCeph(folder: string): Promise<FakeCeph> {
  await mkdir(join(folder, "answers"), { recursive: true });
  const path = join(folder, "ceph");
  const script = `#!/bin/bash
cd ${folder}
echo "$*" >> starts
case "$*" in *--watch*) exec sleep 600;; esac
case "$*" in *"--format json "*) exit 0;; esac
while read -r line; do
  echo "$line" >> told
  f="answers/\${line// /_}"
  if [ -e "$f.hang" ]; then sleep 600; fi
  if [ -e "$f.die" ]; then cat "$f.die" >&2; exit 1; fi
  if [ -e "$f.complain" ]; then cat "$f.complain" >&2; continue; fi
  echo
  cat "$f" 2>/dev/null || echo '{}'
  echo
  if [ -e "$f.late" ]; then sleep 0.3; cat "$f.late"; echo; fi
done
`;
  await writeFile(path, script);
  await chmod(path, 0o755);
  const lines = async (name: string): Promise<readonly string[]> =>
    (await readFile(join(folder, name), "utf8").catch(() => "")).split("\n").filter((line) => line !== "");
  return {
    program: { path, holds: "tree" },
    async answer(line, { say, late, complain, hang, die }) {
      const file = join(folder, "answers", line.replaceAll(" ", "_"));
      if (say !== undefined) await writeFile(file, say);
      if (late !== undefined) await writeFile(`${file}.late`, late);
      if (complain !== undefined) await writeFile(`${file}.complain`, complain);
      if (hang === true) await writeFile(`${file}.hang`, "");
      if (die !== undefined) await writeFile(`${file}.die`, die);
    },
    starts: () => lines("starts"),
    told: () => lines("told"),
  };
}
