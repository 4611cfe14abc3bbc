import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { peakIn, useWatch } from "../../../executor/slurm/gpu-use.ts";
import { throwAwayFolder } from "../../support/folder.ts";

let folder: Awaited<ReturnType<typeof throwAwayFolder>>;
beforeEach(async () => {
  folder = await throwAwayFolder();
  // Time goes a thousand times as fast for the script.
  await program("sleep", '/usr/bin/sleep "$(echo "$1" | sed "s/$/e-3/")"');
});
afterEach(() => folder.remove());

const program = (name: string, does: string) =>
  writeFile(join(folder.path, name), `#!/bin/sh\n${does}\n`, { mode: 0o755 });
const nvidiaSmi = (says: string) =>
  program("nvidia-smi", `echo "$*" >> ${join(folder.path, "asked")}\nprintf '%b' '${says}'`);

/** A job that goes on until it was looked at often enough, or cannot be; and how it ended. */
async function job(shell: string, looks: number) {
  const { begin, end } = useWatch("kept");
  const kept = join(folder.path, "kept");
  const until = `n=0; while [ "$n" -lt 500 ] && ! grep -qs ' ${looks} [0-9]*$' "$kept"; do n=$((n + 1)); /usr/bin/sleep 0.01; done`;
  const wait = looks === 0 ? "/usr/bin/sleep 0.2" : until;
  const script = `kept=${kept}\n${begin}\necho hello; ${wait}\n(exit 9); code=$?\n${end}\nwait\nexit $code\n`;
  const { stdout, stderr, exitCode } = await execa(shell, ["-s"], {
    ...{ input: script, reject: false, extendEnv: false, timeout: 30_000 },
    env: { PATH: `${folder.path}:/usr/bin:/bin`, CUDA_VISIBLE_DEVICES: "1" },
  });
  return { said: [stdout, stderr, exitCode], kept: existsSync(kept) ? await readFile(kept, "utf8") : undefined };
}

describe.each(["bash", "dash"])("a job's GPUs are looked at in %s", (shell) => {
  test("and the most of it is kept, of the job's own GPUs only", async () => {
    await nvidiaSmi("0, 3\\n97, 15000\\n");
    const { said, kept } = await job(shell, 3);
    expect(said).toEqual(["hello", "", 9]);
    expect(peakIn(kept ?? "")).toBe(97);
    expect(await readFile(join(folder.path, "asked"), "utf8")).toContain("--format=csv,noheader,nounits -i 1\n");
  });

  test("and one that is never used is told from one that nobody could look at", async () => {
    await nvidiaSmi("0, 3\\n");
    expect(peakIn((await job(shell, 3)).kept ?? "")).toBe(0);
    await nvidiaSmi("[N/A], [Unknown Error]\\n");
    expect((await job(shell, 4)).said).toEqual(["hello", "", 9]);
  });

  test("and a node without nvidia-smi changes nothing", async () => {
    const { said, kept } = await job(shell, 0);
    expect([...said, kept]).toEqual(["hello", "", 9, undefined]);
  });
});

test.each([
  ["97 15000 3 1775000000", 97],
  ["0 3 3 0", 0],
  ["0 450 3 0", 1],
  ["999 1 3 0", 100],
  ["0 3 2 0", undefined],
  ["", undefined],
  ["0 3 3 0\n0 3 3 0", undefined],
  ["-1 3 3 0", undefined],
])("%j is a peak of %s", (kept, peak) => {
  expect(peakIn(kept)).toBe(peak);
});
