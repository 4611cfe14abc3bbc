import { type Refusal, refuse } from "../../protocol/refusal.ts";
import type { SlurmClient } from "./client.ts";
import { type Asked, minutesOf } from "./script/directives.ts";

/** The most that one job may ask of one node. */
export interface Room {
  /** null: as long as it likes. */
  readonly minutes: number | null;
  readonly nodes: readonly Pick<Asked, "gpus" | "cpus" | "memoryMiB">[];
}

/** What the partition's nodes have, whether they are up or not. Throws a StepFailure where nobody answers. */
export async function roomIn(client: SlurmClient, partition: string): Promise<Room> {
  const said = await client.ask("sinfo", ["-h", "-N", `--partition=${partition}`, "-o", "%l|%c|%m|%G"]);
  const lines = said.split("\n").filter((line) => line !== "");
  return {
    minutes: minutesOf(lines[0]?.split("|")[0] ?? "") ?? null,
    nodes: lines.map((line) => {
      const [, cpus = "", memory = "", gres = ""] = line.split("|");
      return { cpus: Number.parseInt(cpus, 10), memoryMiB: Number.parseInt(memory, 10), gpus: gpusIn(gres) };
    }),
  };
}

/** gpu:2, gpu:v100:1(S:0), several with commas. */
function gpusIn(gres: string): number {
  const counts = [...gres.matchAll(/(?:^|,)gpu(?::[A-Za-z][\w.-]*)?:(\d{1,4})/gu)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

/** What nobody asked for by themselves is made to fit. */
export function fitted(asked: Asked, room: Room, chosen: ReadonlySet<string>): Asked {
  const most = mostOf(room);
  const within = (name: keyof Asked): number =>
    chosen.has(name) ? asked[name] : Math.max(Math.min(1, asked[name]), Math.min(asked[name], most[name]));
  return { gpus: within("gpus"), cpus: within("cpus"), memoryMiB: within("memoryMiB"), minutes: within("minutes") };
}

const mostOf = ({ minutes, nodes }: Room): Asked => ({
  gpus: Math.max(0, ...nodes.map(({ gpus }) => gpus)),
  cpus: Math.max(0, ...nodes.map(({ cpus }) => cpus)),
  memoryMiB: Math.max(0, ...nodes.map(({ memoryMiB }) => memoryMiB)),
  minutes: minutes ?? Number.POSITIVE_INFINITY,
});

/** Refused: slurm.no_nodes, slurm.time, slurm.node_gpus, slurm.node_cpus, slurm.node_memory, each with the nearest that would run. */
export function tooMuch(asked: Asked, room: Room): Refusal | undefined {
  const [first] = room.nodes;
  if (first === undefined) return refuse("slurm.no_nodes");
  const { gpus, cpus, memoryMiB, minutes } = asked;
  const fits = room.nodes.some((node) => node.gpus >= gpus && node.cpus >= cpus && node.memoryMiB >= memoryMiB);
  if (fits && minutes <= (room.minutes ?? minutes)) return undefined;
  // The node that comes nearest: its GPUs first.
  const best = room.nodes.reduce(
    (a, b) => ((Math.min(b.gpus, gpus) - Math.min(a.gpus, gpus) || b.memoryMiB - a.memoryMiB) > 0 ? b : a),
    first,
  );
  const passing = {
    gpus: Math.min(gpus, best.gpus),
    cpus: Math.min(cpus, best.cpus),
    memoryMiB: Math.min(memoryMiB, best.memoryMiB),
    minutes: Math.min(minutes, room.minutes ?? minutes),
  };
  const say = (code: string, request: number, limit: number) => refuse(code, { request, limit }, { passing });
  if (passing.gpus < gpus) return say("slurm.node_gpus", gpus, passing.gpus);
  if (passing.cpus < cpus) return say("slurm.node_cpus", cpus, passing.cpus);
  if (passing.memoryMiB < memoryMiB) return say("slurm.node_memory", memoryMiB, passing.memoryMiB);
  return say("slurm.time", minutes, passing.minutes);
}
