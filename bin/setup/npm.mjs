// The npm packages: installed exactly as package-lock.json says, and only when they are not already.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run, stage, tail } from "./work.mjs";

/**
 * @typedef {{ version?: string, resolved?: string, integrity?: string, optional?: boolean, peer?: boolean }} Locked
 * @typedef {Record<string, Locked>} LockedPackages
 */

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes down what it installed, last of all, in
 * node_modules/.package-lock.json, in the same format: an interrupted installation has no such file.
 *
 * @param {string} root
 * @returns {boolean}
 */
export function npmIsCurrent(root) {
  const installed = lockedPackages(join(root, "node_modules/.package-lock.json"));
  const wanted = lockedPackages(join(root, "package-lock.json"));
  if (installed === undefined || wanted === undefined) return false;
  const names = Object.keys(wanted).filter((name) => name !== "");
  const isThere = (/** @type {string} */ name) => {
    const [have, want] = [installed[name], wanted[name]];
    if (have === undefined) return want?.optional === true; // packages for other platforms are left out
    return have.version === want?.version && have.integrity === want?.integrity;
  };
  return names.every(isThere) && Object.keys(installed).every((name) => name in wanted);
}

/** @param {string} file @returns {LockedPackages | undefined} */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/**
 * Runs `npm ci`. Settings of the person or of a surrounding npm that would leave packages out are overruled; the
 * registry and proxies are theirs.
 *
 * @param {{ root: string, log: string }} place
 * @throws with the last lines of npm's output when the packages cannot be installed
 */
export async function npmCi({ root, log }) {
  const settings = ["--include=dev", "--include=optional", "--include=peer", "--global=false", "--dry-run=false"];
  const args = ["ci", ...settings, "--ignore-scripts=true", "--prefer-offline", "--no-audit", "--no-fund"];
  const script = process.env["npm_execpath"];
  const [program, first] = script?.endsWith("npm-cli.js") ? [process.execPath, [script]] : ["npm", []];
  const { NODE_ENV: _, NODE_OPTIONS: __, ...env } = process.env;
  const code = await stage("Installing npm packages", () => run(program, [...first, ...args], { log, cwd: root, env }));
  if (code !== 0) throw new Error(`installing npm packages: npm ci ended with code ${code}:\n${tail(log, root)}`);
}
