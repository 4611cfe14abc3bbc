// Makes a fresh clone ready for one of the npm scripts and then runs that script's program in this same process, so
// that its input, output, exit code and signals are its own:
//
//   node bin/setup.mjs demo|test|check|lab|bench|manifest|policy [--yes] [the program's arguments…]
//
// Plain JavaScript on nothing but Node: it runs before anything is installed or compiled. On Debian it installs the
// packages that are missing (asking first when a person is at the terminal, unless --yes), then the npm packages,
// then compiles; whatever is in place already is left alone. `bin/setup/packages.mjs` says which script needs what.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, buildIsCurrent, sourcesStamp } from "./setup/build.mjs";
import {
  aptLine,
  fetchPackageLists,
  hasPackageLists,
  installPackages,
  mayInstall,
  missingPackages,
  whyNotInstallable,
} from "./setup/debian.mjs";
import { locked } from "./setup/lock.mjs";
import { npmCi, npmIsCurrent } from "./setup/npm.mjs";
import { purposes } from "./setup/packages.mjs";
import { endWithChild, say } from "./setup/work.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const logs = join(root, ".setup");
const whatStillWorks = "`npm run check` and `npm test -- unit` need neither root nor any of these packages.";

/** @import { Purpose } from "./setup/packages.mjs" */

/** Makes everything ready. Returns whether the program may run. @param {Purpose} purpose @param {string[]} args */
async function setUp(purpose, args) {
  const asBuilt = purpose.asBuilt.some((word) => args.includes(word));
  if (asBuilt && existsSync(join(root, "dist", purpose.program))) return true;
  const isFree = isPackageFree(purpose, args);
  const missing = isFree ? [] : missingPackages(purpose.packages);
  if (missing.length > 0 && !(await canInstall(missing, args.includes("--yes")))) return false;
  if (!isFree && purpose.root && process.geteuid?.() !== 0) {
    say(`This starts virtual machines and must be run as root, for example with sudo.\n${whatStillWorks}`);
    return false;
  }
  const needsLists = !isFree && purpose.packages.length > 0 && !hasPackageLists();
  const stamp = sourcesStamp(root);
  if (missing.length === 0 && !needsLists && npmIsCurrent(root) && buildIsCurrent(root, stamp)) return true;
  return locked(join(logs, "lock"), () => bringUpToDate(purpose, missing, needsLists));
}

/** Looks at each thing once more: another set-up may have done it meanwhile. */
async function bringUpToDate(
  /** @type {Purpose} */ purpose,
  /** @type {string[]} */ missing,
  /** @type {boolean} */ needsLists,
) {
  const aptLog = join(logs, "apt.log");
  if (needsLists && !hasPackageLists()) await fetchPackageLists({ root, log: aptLog });
  const packages = missingPackages(missing);
  if (packages.length > 0) await installPackages(packages, { root, log: aptLog });
  if (!npmIsCurrent(root)) await npmCi({ root, log: join(logs, "npm.log") });
  if (buildIsCurrent(root, sourcesStamp(root))) return true;
  const errors = await build({ root, log: join(logs, "tsc.log") });
  if (errors === undefined) return true;
  say(`compiling found errors:\n${errors}`);
  return !purpose.stopsOnTypeErrors;
}

/** Of `npm test -- unit some/file` only the first is a suite: what names a file has a dot or a slash. */
function isPackageFree(/** @type {Purpose} */ purpose, /** @type {string[]} */ args) {
  const words = args.filter((arg) => arg !== "--yes" && !/[./]/u.test(arg));
  return words.length > 0 && words.every((word) => purpose.packageFree.some((free) => free === word));
}

/** Whether `missing` can be installed and the person agrees; if not, says what to do. */
async function canInstall(/** @type {string[]} */ missing, /** @type {boolean} */ yes) {
  const obstacle = whyNotInstallable();
  if (obstacle === undefined && (await mayInstall(missing, yes))) return true;
  say(`These Debian packages are missing: ${missing.join(" ")}`);
  if (obstacle !== undefined) say(`Set-up cannot install them: ${obstacle}.`);
  say(`To install them, as root on Debian 12:\n  ${aptLine(missing)}\n${whatStillWorks}`);
  return false;
}

function usage() {
  return `usage: node bin/setup.mjs ${Object.keys(purposes).join("|")} [--yes] [arguments of the program]`;
}

/** What to tell about an error. @param {unknown} error @returns {string} */
function words(error) {
  if (!(error instanceof Error)) return String(error);
  const isDenied = "code" in error && (error.code === "EACCES" || error.code === "EROFS");
  return isDenied ? `${error.message}\nSet-up writes into this folder: run it as the folder's owner.` : error.message;
}

/** Ends without the program having run. @param {Purpose} purpose @returns {never} */
function stop({ counts }) {
  if (counts) process.stdout.write("0 passed, 1 failed\n");
  process.exit(1);
}

const [name = "", ...args] = process.argv.slice(2);
const purpose = Object.hasOwn(purposes, name) ? purposes[name] : undefined;
if (purpose === undefined) {
  say(usage());
  process.exit(2);
}
const wanted = /\d+/u.exec(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).engines.node)?.[0] ?? "20";
if (Number.parseInt(process.versions.node, 10) < Number(wanted)) {
  say(`Shisa needs Node ${wanted} or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}
const release = endWithChild();
process.chdir(root);
const isReady = await setUp(purpose, args).catch((error) => {
  say(words(error));
  return false;
});
release();
if (!isReady) stop(purpose);
const program = join(root, "dist", purpose.program);
if (!existsSync(program)) {
  const source = purpose.program.replace(/\.js$/u, ".ts");
  const why = existsSync(join(root, source)) ? `${source} was not compiled` : `this version has no ${source}`;
  say(`\`npm run ${name}\` cannot run: ${why}.`);
  stop(purpose);
}
process.setSourceMapsEnabled(true);
const own = args.filter((arg) => purpose.passesYes || arg !== "--yes");
process.argv = [process.execPath, program, ...(purpose.first ?? []), ...own];
await import(pathToFileURL(program).href);
