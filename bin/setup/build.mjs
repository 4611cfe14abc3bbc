// dist/: what tsc makes of the sources, its programs bundled; made anew when a source differs from those it was made of.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run, stage, tail } from "./work.mjs";

const outputEnding = /\.(m?js)(\.map)?$/u;
const sourceEndings = { js: [".ts"], mjs: [".mts", ".mjs"] };

/**
 * One hash over path, size and time of change of everything that the build depends on. Reads no file's content, so
 * it takes a few milliseconds; a false difference costs one build.
 *
 * @param {string} root
 * @returns {string}
 */
export function sourcesStamp(root) {
  const hash = createHash("sha256");
  const add = (/** @type {string} */ path) => {
    const { size, mtimeMs } = statSync(join(root, path), { throwIfNoEntry: false }) ?? { size: -1, mtimeMs: 0 };
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  };
  for (const path of ["tsconfig.json", "node_modules/.package-lock.json"]) add(path);
  for (const room of rooms(root)) for (const path of filesBelow(root, room)) add(path);
  return hash.digest("hex");
}

/** Whether dist/ was built without errors from what `stamp` stands for. @param {string} root @param {string} stamp */
export function buildIsCurrent(root, stamp) {
  try {
    return readFileSync(stampFile(root), "utf8") === stamp;
  } catch {
    return false;
  }
}

/**
 * Builds dist/ and removes what belongs to sources that are gone. tsc writes its output even when types do not fit;
 * then the build is not taken as current, and its messages are returned.
 *
 * @param {{ root: string, log: string }} place
 * @returns {Promise<string | undefined>} the last lines of tsc's or the bundler's output when it found errors
 */
export async function build({ root, log }) {
  rmSync(stampFile(root), { force: true });
  const stamp = sourcesStamp(root);
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const code = await stage("Compiling", () =>
    run(process.execPath, [tsc, "-p", root], { log, cwd: root, env: process.env }),
  );
  if (existsSync(join(root, "dist"))) removeOrphans(root);
  const errors = code === 0 ? undefined : tail(log, root);
  const bundled = await bundle(root);
  if (errors !== undefined || bundled !== undefined) return errors ?? bundled;
  writeFileSync(stampFile(root), stamp);
  return undefined;
}

/** Bundles the programs in place. What it says, where it fails. @param {string} root */
async function bundle(root) {
  const log = join(root, ".setup/bundle.log");
  const rolldown = join(root, "node_modules/rolldown/bin/cli.mjs");
  const options = ["--config", join(root, "bin/setup/bundle.config.mjs")];
  const code = await stage("Bundling", () =>
    run(process.execPath, [rolldown, ...options], { log, cwd: root, env: process.env }),
  );
  return code === 0 ? undefined : tail(log, root);
}

/** @param {string} root */
function stampFile(root) {
  return join(root, "dist/.stamp");
}

/** The folders that tsconfig.json compiles. @param {string} root @returns {string[]} */
function rooms(root) {
  return JSON.parse(readFileSync(join(root, "tsconfig.json"), "utf8")).include;
}

/** @param {string} root */
function removeOrphans(root) {
  for (const path of filesBelow(root, "dist")) {
    const [ending, kind] = outputEnding.exec(path) ?? [];
    if (ending === undefined) continue;
    const source = join(root, path.slice("dist/".length, -ending.length));
    const endings = kind === "mjs" ? sourceEndings.mjs : sourceEndings.js;
    if (!endings.some((sourceEnding) => existsSync(source + sourceEnding))) rmSync(join(root, path));
  }
}

/** @param {string} root @param {string} folder @returns {string[]} */
function filesBelow(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((path) => join(folder, path))
    .filter((path) => statSync(join(root, path), { throwIfNoEntry: false })?.isFile())
    .sort();
}
