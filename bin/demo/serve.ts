import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { stopLab } from "../../test/lab/lab.ts";
import { readConfig, readSettings } from "../config.ts";
import { keepState } from "../launch/keep-state.ts";
import { type Launched, launch } from "../launch/launch.ts";
import { socketIn } from "../launch/state.ts";
import { labNameFor, readArguments } from "./arguments.ts";
import { prepareDepartment } from "./department.ts";
import { removeFolder } from "./folder.ts";
import { platformSettings } from "./platforms.ts";
import { waitUntilHeard } from "./ready.ts";

// The demo's own process: it makes the department, keeps its programs running, and takes all away when it is told to
// end. `npm run demo` starts it in a session of its own and follows what it prints.
const { dir, language, platforms, envFile } = readArguments(process.argv.slice(2), readConfig());
const labName = labNameFor(dir);
const tell = (line: string): void => void process.stdout.write(`${line}\n`);
/** From all programs being ready to the bot having heard the host, in milliseconds. */
const heardDeadlineMs = 60_000;
/** How long a start may take to notice that its lab is gone. */
const startEndsMs = 10_000;
const leaving = new AbortController();
let launched: Launched | undefined;

async function bringUp(): Promise<void> {
  const socket = socketIn(join(dir, "bot"));
  const state = await keepState(dir, { kind: "demo", socket });
  tell("lab: starting libvirt, people and the template");
  const chat = platformSettings(platforms, readSettings(envFile), language);
  const { place, settings, programs } = await prepareDepartment(dir, labName, language, chat);
  await state.change({ enter: [...place.enter], settings });
  tell("lab: ready");
  launched = await launch(programs, {
    tell,
    changed: (services) => void state.change({ services }).catch(() => undefined),
  });
  await waitUntilHeard(socket, AbortSignal.any([leaving.signal, AbortSignal.timeout(heardDeadlineMs)]));
  await state.change({ phase: "ready" });
  tell("department: ready");
}

async function takeDown(): Promise<void> {
  leaving.abort();
  await launched?.stop();
  await stopLab(labName);
  // A start that was under way fails now; it must not write into the folder after that is gone.
  await Promise.race([up.catch(() => undefined), pause(startEndsMs)]);
  await removeFolder(dir);
}

const asked = new Promise<"asked">((resolve) => {
  for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(name, () => resolve("asked"));
});
const up = bringUp().then(() => "up" as const);
up.catch(() => undefined);
try {
  if ((await Promise.race([up, asked])) === "up") await asked;
  tell("department: stopping");
} catch (error) {
  process.exitCode = 1;
  for (let cause = error; cause instanceof Error; cause = cause.cause) tell(`failed: ${cause.message}`);
} finally {
  await takeDown();
}
// A start that was interrupted may still hold timers.
process.exit();
