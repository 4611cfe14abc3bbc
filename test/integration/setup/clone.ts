import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { purposes } from "../../../bin/setup/packages.mjs";
import { root } from "../../gates/files.ts";

const nobody = 65534;

/** How the fake programs behave; each is a file or folder that they look at when they run. */
type Machine = {
  /** Debian packages that are there from the start; all that the demo needs when not given. */
  readonly installed?: readonly string[];
  /** How often `apt-get install` fails before it works. */
  readonly aptFailures?: number;
  /** Without it the package lists are fetched first. */
  readonly hasApt?: boolean;
  /** What tsc prints; it then ends with 2, as with type errors. */
  readonly typeErrors?: string;
};

/**
 * A tiny project with the real set-up, on a machine whose apt-get, dpkg-query, npm and tsc are little scripts. The
 * scripts write each call to `calls()`. The program of every npm script prints its arguments.
 */
export function makeClone(machine: Machine = {}) {
  const folder = mkdtempSync(join(tmpdir(), "shisa-setup-"));
  const project = join(folder, "project");
  const programs = join(folder, "programs");
  const write = (path: string, text: string, mode = 0o644) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    chmodSync(join(folder, path), mode);
  };
  cpSync(join(root, "bin/setup.mjs"), join(project, "bin/setup.mjs"));
  cpSync(join(root, "bin/setup"), join(project, "bin/setup"), { recursive: true });
  write("project/package.json", JSON.stringify({ type: "module", engines: { node: ">=20" } }));
  write("project/package-lock.json", lock("1.0.0"));
  write("project/tsconfig.json", JSON.stringify({ include: ["bin", "test"] }));
  for (const name of ["demo", "test", "check", "lab", "bench"]) {
    const { program } = purposes[name] ?? { program: "" };
    write(`project/${program.replace(/\.js$/u, ".ts")}`, sayArguments);
  }
  write("calls", "", 0o666);
  write("installed", `${(machine.installed ?? purposes["test"]?.packages ?? []).join("\n")}\n`, 0o666);
  write("apt-failures", "x".repeat(machine.aptFailures ?? 0), 0o666);
  if (machine.typeErrors !== undefined) write("type-errors", machine.typeErrors);
  if (machine.hasApt !== false) write("programs/apt-get", aptGet, 0o755);
  write("programs/dpkg-query", dpkgQuery, 0o755);
  write("programs/npm", npm, 0o755);
  write("tsc", tsc);
  write("rolldown", rolldown);
  for (const name of ["node", "sh", "flock", "cat", "grep", "sed", "mkdir", "cp", "setpriv", "script"]) {
    symlinkSync(name === "node" ? process.execPath : `/usr/bin/${name}`, join(programs, name));
  }
  const env = { PATH: programs, SHELL: "/bin/sh", TERM: "dumb" };
  const options = { cwd: folder, env, extendEnv: false, reject: false, all: true } as const;
  const line = (args: readonly string[]) => ["node", join(project, "bin/setup.mjs"), ...args];
  chmodSync(folder, 0o755);
  return {
    project,
    write,
    calls: () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n").filter(Boolean),
    /** Runs set-up with neither terminal nor input. */
    run: (...args: string[]) => execa({ ...options, stdin: "ignore" })`${line(args)}`,
    /** Runs set-up as nobody, who owns the project's folder. */
    runUnprivileged: async (...args: string[]) => {
      await execa("chown", ["-R", String(nobody), project]);
      const become = ["setpriv", `--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups"];
      return await execa({ ...options, stdin: "ignore" })`${[...become, ...line(args)]}`;
    },
    /** Runs set-up on a terminal at which a person types `input`. */
    runOnTerminal: (input: string, ...args: string[]) =>
      execa({ ...options, input })`script -qec ${line(args).join(" ")} /dev/null`,
    /** Runs set-up in the background. */
    start: (...args: string[]) => execa({ ...options, stdin: "pipe" })`${line(args)}`,
    /** While held, tsc does not end. */
    hold: () => write("held", ""),
    release: () => rmSync(join(folder, "held")),
    /** The next `npm ci` has something to do. */
    changeLock: () => write("project/package-lock.json", lock("2.0.0")),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function lock(version: string): string {
  const elsewhere = { version: "1.0.0", optional: true };
  return JSON.stringify({
    packages: { "": {}, "node_modules/thing": { version }, "node_modules/elsewhere": elsewhere },
  });
}

const sayArguments = `console.log(["ran", ...process.argv.slice(2)].join(" "));
for await (const chunk of process.stdin) console.log("read", String(chunk));
process.exitCode = process.argv.includes("7") ? 7 : 0;
`;

// The scripts find the machine's files one folder above the project, or above themselves.
const aptGet = `#!/bin/sh
here="\${0%/programs/*}"
[ "$1" = --version ] && exit 0
echo "apt-get $*" >> "$here/calls"
case " $* " in *" install "*) ;; *) exit 0 ;; esac
if [ -s "$here/apt-failures" ]; then
  sed -i 's/.//;/^$/d' "$here/apt-failures"
  echo "E: Unable to locate package"
  exit 100
fi
for word in "$@"; do case "$word" in -*|*=*|install) ;; *) echo "$word" >> "$here/installed" ;; esac; done
`;

const dpkgQuery = `#!/bin/sh
here="\${0%/programs/*}"
while [ "$1" != -- ]; do shift; done
shift
known=0
for name in "$@"; do
  if grep -qx "$name" "$here/installed"; then echo "$name installed"; else known=1; fi
done
exit $known
`;

const npm = `#!/bin/sh
here="\${0%/programs/*}"
echo "npm $*" >> "$here/calls"
mkdir -p node_modules/typescript/bin
cp "$here/tsc" node_modules/typescript/bin/tsc
mkdir -p node_modules/rolldown/bin
cp "$here/rolldown" node_modules/rolldown/bin/cli.mjs
sed 's/"node_modules.elsewhere":{[^}]*}/"":{}/' package-lock.json > node_modules/.package-lock.json
`;

const rolldown = `import { appendFileSync, existsSync } from "node:fs";
appendFileSync("../calls", "rolldown\\n");
if (existsSync("../unbundled")) {
  console.log("no such module");
  process.exitCode = 1;
}
`;

const tsc = `import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, renameSync } from "node:fs";
appendFileSync("../calls", "tsc\\n");
while (existsSync("../held")) await new Promise((resolve) => setTimeout(resolve, 20));
for (const folder of ["bin", "test"]) cpSync(folder, "dist/" + folder, { recursive: true });
for (const path of readdirSync("dist", { recursive: true })) {
  if (path.endsWith(".ts")) renameSync("dist/" + path, "dist/" + path.slice(0, -3) + ".js");
}
if (existsSync("../type-errors")) {
  console.log(readFileSync("../type-errors", "utf8"));
  process.exitCode = 2;
}
`;
