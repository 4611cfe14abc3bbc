import { stopLab } from "../../test/lab/lab.ts";
import { readConfig } from "../config.ts";
import { type Launched, launch } from "../launch/launch.ts";
import { markOf } from "../launch/processes.ts";
import { type LaunchState, socketIn, writeState } from "../launch/state.ts";
import { labNameFor, readArguments } from "./arguments.ts";
import { prepareDepartment } from "./department.ts";
import { removeFolder } from "./folder.ts";
import { waitUntilHeard } from "./ready.ts";

// The demo's own process: it makes the department, keeps its programs running, and takes all away when it is told to
// end. `npm run demo` starts it in a session of its own and follows what it prints.
const { dir, language } = readArguments(process.argv.slice(2), readConfig());
const labName = labNameFor(dir);
const tell = (line: string): void => void process.stdout.write(`${line}\n`);
let launched: Launched | undefined;
let state: LaunchState | undefined;

async function bringUp(): Promise<void> {
  const launcher = markOf(process.pid);
  if (launcher === undefined) throw new Error("reading /proc: this process is not there");
  const socket = socketIn(`${dir}/bot`);
  const settings = { bot: {}, executor: {} };
  state = {
    kind: "demo",
    phase: "starting",
    launcher,
    startedAt: Date.now(),
    socket,
    enter: [],
    settings,
    services: [],
  };
  await writeState(dir, state);
  tell("lab: starting libvirt, people and the template");
  const department = await prepareDepartment(dir, labName, language);
  state = { ...state, enter: [...department.place.enter], settings: department.settings };
  tell("lab: ready");
  launched = await launch(department.programs, { tell, changed: () => void save("keep") });
  await waitUntilHeard(socket, 60_000);
  await save("ready");
  tell("department: ready");
}

let saving: Promise<void> = Promise.resolve();
/** Writes the state down, one write after the other. */
function save(phase: "ready" | "keep"): Promise<void> {
  saving = saving.then(async () => {
    if (state === undefined) return;
    const services = (launched?.services() ?? []).map((service) => ({ ...service }));
    state = { ...state, services, phase: phase === "ready" ? "ready" : state.phase };
    await writeState(dir, state);
  });
  return saving;
}

async function takeDown(): Promise<void> {
  await launched?.stop();
  await stopLab(labName);
  await saving.catch(() => undefined);
  state = undefined;
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
