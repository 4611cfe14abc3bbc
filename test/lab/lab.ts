import { copyFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { describeCeph, hasCeph, type LabCeph, startCeph } from "./ceph/start.ts";
import { enterNamespaces, runInside } from "./inside.ts";
import { type Keeper, killKeepers, startKeeper } from "./keeper.ts";
import { startLibvirt, startNetwork } from "./libvirt/daemon.ts";
import { withLock } from "./lock.ts";
import { mountFolders } from "./mounts.ts";
import { mungeSocket, startMunge } from "./munge.ts";
import { connectLab, disconnectLab, letMachineIn } from "./network/link.ts";
import { type NetworkPlan, planNetwork } from "./network/plan.ts";
import { LAB_ROOT } from "./paths.ts";
import { type LabPerson, listPeople, makePeople } from "./people.ts";
import { redisSocket, startRedis } from "./redis.ts";
import { reserveLab } from "./reserve.ts";
import type { RunOptions, RunResult } from "./run.ts";
import { writeSshConfig } from "./ssh-config.ts";
import { isLabName, isWreck, type LabComponent, type LabState, labFolder, readState, writeState } from "./state.ts";
import { ensureTemplate } from "./template/template.ts";

export type { LabPerson } from "./people.ts";
export type { LabComponent } from "./state.ts";

/** A department on one machine. Its folder has the same path inside and outside. */
export interface Lab {
  name: string;
  dir: string;
  components: LabComponent[];
  redisSocket?: string;
  mungeSocket?: string;
  vm?: LabVm;
  ceph?: LabCeph;
  people: LabPerson[];
  /** For `ssh -F sshConfig e235701@ADDRESS` as root of the machine: logs in with that person's key. */
  sshConfig: string;
  keeperPid: number;
  /** The addresses of the cable's two ends, by which the machine and programs inside reach each other. */
  cable: { machine: string; lab: string };
  /** The arguments that run a program inside; killing that program kills the one inside with SIGKILL. */
  enter(argv: readonly string[]): string[];
  /** Runs a program inside, as root, to its end; 60 s at most unless said. */
  run(argv: readonly string[], options?: RunOptions): Promise<RunResult>;
}

export interface LabVm {
  network: string;
  /** The bridge that guests are on, inside the lab. */
  bridge: string;
  /** The machine's end of the cable to the lab. */
  link: string;
  /** CIDR. The DHCP server gives .200 to .239 to strangers; .2 to .199 are for reservations. */
  subnet: string;
  gateway: string;
  /** Holds tiny.qcow2 and tiny.json, this lab's own copies. */
  templates: string;
  /** For overlays and seeds. */
  disks: string;
}

export interface StartOptions {
  name?: string;
  components: readonly LabComponent[];
  /** Unless false, the lab is swept away by later labs when the calling process is gone. */
  ownedByCaller?: boolean;
}

/** Starts a lab. Throws when one of that name runs already; cleans up after itself when it does not succeed. */
export async function startLab(options: StartOptions): Promise<Lab> {
  const state = await reserveLab(options, removeLab);
  try {
    return await build(state);
  } catch (error) {
    await stopLab(state.name);
    throw new Error(`starting the lab ${state.name}`, { cause: error });
  }
}

/** A lab that runs, by its name; undefined when there is none. */
export async function openLab(name: string): Promise<Lab | undefined> {
  const state = isLabName(name) ? await readState(name) : undefined;
  if (state?.keeper === undefined || state.phase !== "ready" || isWreck(state)) return undefined;
  return describe(state, state.keeper);
}

/** Ends a lab and removes all that it made, also what a crash left of it. There need not be one. */
export async function stopLab(name: string): Promise<void> {
  if (!isLabName(name)) throw new Error(`stopping a lab: "${name}" is no name of a lab`);
  await withLock(join(LAB_ROOT, ".lock"), async () => await removeLab(name));
}

async function build(reserved: LabState): Promise<Lab> {
  const dir = labFolder(reserved.name);
  const keeper = await startKeeper(dir);
  const state: LabState = { ...reserved, keeper };
  await writeState(state);
  const inside = { dir, keeperPid: keeper.pid };
  const plan = planNetwork(state.index);
  await connectLab(keeper.pid, plan);
  await mountFolders(keeper.pid, dir);
  const people = await makePeople(inside);
  await writeSshConfig(dir, people);
  const redis = state.components.includes("redis") ? startRedis(inside) : undefined;
  const vm = state.components.includes("vm") ? startVm(inside, plan) : undefined;
  const munge = state.components.includes("munge") ? startMunge(inside) : undefined;
  const ceph = hasCeph(state.components) ? startCeph(inside, state.components, plan.link.lab) : undefined;
  // All to their end, so that nothing of them still starts while a failed lab is taken down.
  const results = await Promise.allSettled([redis, vm, munge, ceph]);
  for (const result of results) if (result.status === "rejected") throw result.reason;
  const ready: LabState = { ...state, phase: "ready" };
  await writeState(ready);
  return describe(ready, keeper);
}

async function startVm(inside: { dir: string; keeperPid: number }, plan: NetworkPlan): Promise<void> {
  const { templates, disks } = vmFolders(inside.dir);
  await mkdir(templates, { recursive: true });
  await mkdir(disks, { recursive: true });
  const template = ensureTemplate();
  await Promise.all([template, startLibvirt(inside).then(async () => await startNetwork(inside, plan))]);
  await letMachineIn(inside.keeperPid, plan);
  // A copy: a test that damages the template damages no other lab's.
  for (const file of ["tiny.qcow2", "tiny.json"]) await copyFile(join(await template, file), join(templates, file));
}

async function removeLab(name: string): Promise<void> {
  const state = await readState(name);
  const dir = labFolder(name);
  await killKeepers(dir, state?.keeper);
  if (state !== undefined) await disconnectLab(planNetwork(state.index));
  await rm(dir, { recursive: true, force: true });
}

function vmFolders(dir: string): { templates: string; disks: string } {
  return { templates: join(dir, "templates"), disks: join(dir, "disks") };
}

function describe(state: LabState, keeper: Keeper): Lab {
  const dir = labFolder(state.name);
  const { network, bridge, link, subnet, gateway } = planNetwork(state.index);
  const lab: Lab = {
    name: state.name,
    dir,
    components: state.components,
    people: listPeople(dir),
    sshConfig: join(dir, "ssh_config"),
    keeperPid: keeper.pid,
    cable: { machine: link.machine, lab: link.lab },
    enter: (argv) => enterNamespaces(keeper.pid, argv),
    run: async (argv, options) => await runInside(keeper.pid, argv, options),
  };
  if (state.components.includes("redis")) lab.redisSocket = redisSocket(dir);
  if (state.components.includes("munge")) lab.mungeSocket = mungeSocket(dir);
  if (hasCeph(state.components)) lab.ceph = describeCeph(dir);
  if (state.components.includes("vm"))
    lab.vm = { network, bridge, link: link.name, subnet, gateway, ...vmFolders(dir) };
  return lab;
}
