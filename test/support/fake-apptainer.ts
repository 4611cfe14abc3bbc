import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Program } from "../../executor/programs.ts";

/** What apptainer 1.4 prints of an image made from one of a registry, by the variables that it sets. */
export function inspectedAs(variables: Readonly<Record<string, string>>): string {
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}="\${${name}:-"${value}"}"`);
  const environment = {
    "/.singularity.d/env/10-docker2singularity.sh": ["#!/bin/sh", 'export PATH="/usr/bin:/bin"', ...lines].join("\n"),
    "/.singularity.d/env/90-environment.sh": "#!/bin/sh\n# Custom environment shell code should follow",
  };
  return `${JSON.stringify({ data: { attributes: { environment } }, type: "container" }, undefined, "\t")}\n`;
}

export interface FakeApptainer {
  readonly program: Program;
  /** What it prints next, and how it ends. */
  readonly answer: (text: string, exitCode?: number) => Promise<void>;
  /** Each time it was started: as whom, and with what arguments. */
  readonly starts: () => Promise<readonly string[]>;
}

/** A program that says what it is told to say, whoever starts it. The folder must be open to everybody. */
export async function fakeApptainer(folder: string): Promise<FakeApptainer> {
  const path = join(folder, "apptainer");
  const [says, log] = [join(folder, "apptainer.says"), join(folder, "apptainer.log")];
  const code = join(folder, "apptainer.code");
  await writeFile(log, "");
  await chmod(log, 0o666);
  await writeFile(path, `#!/bin/sh\necho "$(id -u) $*" >> ${log}\ncat ${says}\nexit $(cat ${code})\n`);
  await chmod(path, 0o755);
  const answer: FakeApptainer["answer"] = async (text, exitCode = 0) => {
    await writeFile(says, text);
    await writeFile(code, String(exitCode));
  };
  await answer(inspectedAs({}));
  return {
    program: { path, holds: "tree" },
    answer,
    starts: async () => (await readFile(log, "utf8")).trimEnd().split("\n"),
  };
}
