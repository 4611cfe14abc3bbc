// Which Debian packages are missing, and their installation with the person's consent.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { setTimeout } from "node:timers/promises";
import { run, stage, tail } from "./work.mjs";

const lockWaitSeconds = 600;
const listLockPauseMs = 2000;
const waitForLock = ["-o", `DPkg::Lock::Timeout=${lockWaitSeconds}`];
const installArgs = ["install", "-y", "--no-install-recommends"];

/**
 * Those of `packages` that dpkg does not know as installed; all of them where there is no dpkg.
 *
 * @param {readonly string[]} packages
 * @returns {string[]}
 */
export function missingPackages(packages) {
  if (packages.length === 0) return [];
  // dpkg-query(1): exit 1 when a name is unknown to it, the known ones are printed all the same.
  const answer = spawnSync("dpkg-query", ["-W", "-f", "${Package} ${db:Status-Status}\\n", "--", ...packages], {
    encoding: "utf8",
  });
  if (answer.error !== undefined) return [...packages];
  const installed = new Set();
  for (const line of answer.stdout.split("\n")) {
    const [name, status] = line.split(" ");
    if (status === "installed") installed.add(name);
  }
  return packages.filter((name) => !installed.has(name));
}

/**
 * Fetches apt's package lists, from which the lab's guests are made too.
 *
 * @param {{ root: string, log: string }} place
 * @throws with the last lines of apt's output
 */
export async function fetchPackageLists({ root, log }) {
  const options = { log, cwd: root, env: aptEnvironment() };
  const code = await stage("Fetching Debian's package lists", () => update(options));
  if (code !== 0) throw new Error(`fetching package lists: apt-get ended with code ${code}:\n${tail(log, root)}`);
}

/** The line with which an administrator installs `packages`. @param {readonly string[]} packages */
export function aptLine(packages) {
  return `apt-get update && apt-get ${installArgs.join(" ")} ${packages.join(" ")}`;
}

/** Why this process cannot install packages, in words that end a sentence, or nothing. @returns {string | undefined} */
export function whyNotInstallable() {
  if (spawnSync("apt-get", ["--version"], { stdio: "ignore" }).error !== undefined) return "there is no apt-get here";
  if (process.geteuid?.() !== 0) return "you are not root";
  return undefined;
}

/**
 * Asks the person at the terminal whether to install, no being the default; without a person the answer is yes.
 *
 * @param {readonly string[]} packages
 * @param {boolean} yes the person said --yes
 * @returns {Promise<boolean>}
 */
export async function mayInstall(packages, yes) {
  if (yes || !process.stdin.isTTY || !process.stdout.isTTY) return true;
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await prompt.question(
      `Shisa needs ${packages.length} more Debian packages: ${packages.join(" ")}\nInstall them now? [y/N] `,
    );
    return /^\s*y(es)?\s*$/iu.test(answer);
  } finally {
    prompt.close();
  }
}

/**
 * Installs `packages` with apt, waiting up to ten minutes for another apt to finish. When that fails, the package
 * lists may be old: it is tried once more after fetching them.
 *
 * @param {readonly string[]} packages
 * @param {{ root: string, log: string }} place
 * @throws with the last lines of apt's output when the packages cannot be installed
 */
export async function installPackages(packages, { root, log }) {
  const options = { log, cwd: root, env: aptEnvironment() };
  const keepConfiguration = ["-o", "Dpkg::Options::=--force-confdef", "-o", "Dpkg::Options::=--force-confold"];
  const install = async () => {
    const line = [...waitForLock, ...keepConfiguration, ...installArgs, ...packages];
    const code = await run("apt-get", line, options);
    if (code === 0 || !readFileSync(log, "utf8").includes("dpkg --configure -a")) return code;
    await run("dpkg", ["--configure", "-a"], options); // an earlier installation was cut off
    return run("apt-get", line, options);
  };
  if (packages.includes("cloud-init")) keepCloudInitFromBooting();
  const code = await stage(`Installing ${packages.length} Debian packages`, async () => {
    if ((await install()) === 0) return 0;
    const updated = await update(options);
    return updated === 0 ? install() : updated;
  });
  if (code !== 0) throw new Error(`installing Debian packages: apt-get ended with code ${code}:\n${tail(log, root)}`);
  const still = missingPackages(packages);
  if (still.length > 0) throw new Error(`installing Debian packages: still missing afterwards: ${still.join(" ")}`);
}

// Only cloud-init's schema checker is used. A freshly installed cloud-init would take this machine for a new one when
// it boots next, and could change its name, users and keys; this file forbids it (cloud-init's own documentation).
function keepCloudInitFromBooting() {
  mkdirSync("/etc/cloud", { recursive: true });
  writeFileSync("/etc/cloud/cloud-init.disabled", "");
}

// The lock of apt's lists, unlike dpkg's, has no waiting time of its own in apt.
/** @param {Parameters<typeof run>[2]} options */
async function update(options) {
  const deadline = Date.now() + lockWaitSeconds * 1000;
  for (;;) {
    const code = await run("apt-get", ["update"], options);
    if (code === 0 || Date.now() > deadline || !readFileSync(options.log, "utf8").includes("Could not get lock")) {
      return code;
    }
    await setTimeout(listLockPauseMs);
  }
}

/** Whether apt knows any packages: without its lists nothing can be installed or downloaded. @returns {boolean} */
export function hasPackageLists() {
  try {
    return readdirSync("/var/lib/apt/lists").some((name) => name.includes("_Packages"));
  } catch {
    return false;
  }
}

// Root by `su` often has no sbin in its PATH, without which dpkg refuses to work.
function aptEnvironment() {
  return {
    ...process.env,
    PATH: `${process.env["PATH"] ?? ""}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin`,
    LC_ALL: "C.UTF-8",
    DEBIAN_FRONTEND: "noninteractive",
    NEEDRESTART_MODE: "l",
    APT_LISTCHANGES_FRONTEND: "none",
  };
}
