import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../lab/free-port.ts";
import { waitFor } from "./wait.ts";

export interface RealSlurm {
  readonly conf: string;
  readonly spool: string;
  /** Runs a client as root. */
  readonly run: (program: string, ...argv: readonly string[]) => string;
  readonly stopController: () => Promise<void>;
  readonly startController: () => void;
  readonly stop: () => Promise<void>;
}

const idOf = (name: string): number => Number(execFileSync("/usr/bin/id", ["-u", name], { encoding: "utf8" }));

/** A cluster of two nodes with a GPU each, on this machine: munge, a controller, two slurmd. No accounting. */
export async function startSlurm(folder: string): Promise<RealSlurm> {
  const [conf, socket, spool] = [join(folder, "slurm.conf"), join(folder, "munge/s"), join(folder, "ended")];
  const [munge, slurm] = [idOf("munge"), idOf("slurm")];
  const mine = (name: string, uid: number, mode = 0o755): string => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    chownSync(path, uid, uid);
    chmodSync(path, mode);
    return path;
  };
  chmodSync(folder, 0o755);
  mine("munge", munge);
  for (const name of ["state", "ended"]) mine(name, slurm);
  for (const name of ["n1", "n2", "dev"]) mine(name, 0);
  const key = join(folder, "munge/key");
  writeFileSync(key, Buffer.alloc(128, 7));
  chownSync(key, munge, munge);
  chmodSync(key, 0o400);
  const script = join(folder, "ended.sh");
  copyFileSync(new URL("../../executor/slurm/ended.sh", import.meta.url), script);
  writeFileSync(script, readFileSync(script, "utf8").replace("/var/spool/shisa-slurm", spool));
  chmodSync(script, 0o755);
  for (const number of [0, 1])
    execFileSync("/usr/bin/mknod", ["-m", "666", join(folder, `dev/nvidia${number}`), "c", "1", "3"]);
  const [ctl, one, two] = [await freePort(), await freePort(), await freePort()];
  writeFileSync(
    conf,
    `ClusterName=test
SlurmctldHost=localhost
SlurmctldPort=${ctl}
SlurmUser=slurm
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=${socket}
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
PlugStackConfig=/dev/null
SchedulerType=sched/backfill
SchedulerParameters=bf_interval=2,sched_interval=2,sched_min_interval=1
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
ReturnToService=1
KillWait=2
MinJobAge=300
EnforcePartLimits=ALL
GresTypes=gpu
JobCompType=jobcomp/script
JobCompLoc=${script}
StateSaveLocation=${join(folder, "state")}
SlurmdSpoolDir=${folder}/%n
SlurmdPidFile=${folder}/%n.pid
SlurmctldPidFile=${join(folder, "state/pid")}
NodeName=n1 NodeHostname=localhost NodeAddr=127.0.0.1 Port=${one} CPUs=2 RealMemory=2000 Gres=gpu:1
NodeName=n2 NodeHostname=localhost NodeAddr=127.0.0.1 Port=${two} CPUs=2 RealMemory=2000 Gres=gpu:1
PartitionName=gpu Nodes=n1,n2 Default=YES DefaultTime=5 MaxTime=60 DefMemPerCPU=100 State=UP
`,
  );
  writeFileSync(
    join(folder, "gres.conf"),
    `AutoDetect=off\nNodeName=n1 Name=gpu File=${folder}/dev/nvidia0\nNodeName=n2 Name=gpu File=${folder}/dev/nvidia1\n`,
  );
  const started = new Set<ChildProcess>();
  const start = (file: string, argv: readonly string[], ids: { uid?: number; gid?: number } = {}): ChildProcess => {
    const child = spawn(file, argv, {
      ...ids,
      stdio: "ignore",
      env: { SLURM_CONF: conf, PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
    });
    started.add(child);
    return child;
  };
  const end = async (child: ChildProcess): Promise<void> => {
    started.delete(child);
    child.kill("SIGTERM");
    await waitFor("a program to end", () => child.exitCode !== null || child.signalCode !== null, 15_000);
  };
  const files = ["--key-file", key, "--socket", socket, "--log-file", `${folder}/munge/log`];
  const more = ["--seed-file", `${folder}/munge/seed`, "--pid-file", `${folder}/munge/pid`];
  start("/usr/sbin/munged", ["-F", "--force", ...files, ...more], { uid: munge, gid: munge });
  const controller = (): ChildProcess => start("/usr/sbin/slurmctld", ["-D", "-L", `${folder}/state/ctl.log`]);
  let ctld = controller();
  for (const node of ["n1", "n2"]) start("/usr/sbin/slurmd", ["-D", "-N", node, "-L", `${folder}/${node}/d.log`]);
  const run: RealSlurm["run"] = (program, ...argv) =>
    execFileSync(`/usr/bin/${program}`, argv, {
      encoding: "utf8",
      timeout: 5_000,
      stdio: ["ignore", "pipe", "ignore"],
      env: { SLURM_CONF: conf, PATH: "/usr/bin:/bin" },
    });
  const areIdle = (): boolean => {
    try {
      return run("sinfo", "-h", "-N", "-o", "%T").trim() === "idle\nidle";
    } catch {
      return false;
    }
  };
  const stop = async (): Promise<void> => {
    for (const child of [...started].toReversed()) await end(child);
  };
  try {
    await waitFor("two idle nodes", areIdle, 30_000);
  } catch (cause) {
    await stop();
    throw cause;
  }
  return {
    conf,
    spool,
    run,
    stopController: () => end(ctld),
    startController: () => {
      ctld = controller();
    },
    stop,
  };
}
