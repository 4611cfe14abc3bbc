import { parseArgs } from "node:util";
import { type Lab, type LabComponent, openLab, startLab, stopLab } from "./lab.ts";
import { isWreck, labNames, readState } from "./state.ts";

const USAGE = `usage: npm run lab -- up [redis] [vm] [munge] [ceph|ceph-osd|ceph-fs] [--name NAME]
       npm run lab -- down [--name NAME]
       npm run lab -- status
`;

/** What was typed; undefined for an option that there is not, --help included. */
function read(): { readonly name: string; readonly words: readonly string[] } | undefined {
  try {
    const options = { name: { type: "string", default: "main" } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    return { name: values.name, words: positionals };
  } catch {
    return undefined;
  }
}

/** What there is when nothing is named. */
const usual: readonly LabComponent[] = ["redis", "vm", "munge"];
const all: readonly LabComponent[] = [...usual, "ceph", "ceph-osd", "ceph-fs"];

async function up(name: string, components: LabComponent[]): Promise<string> {
  const running = await openLab(name);
  if (running !== undefined && components.every((component) => running.components.includes(component))) {
    return summary(running);
  }
  if (running !== undefined) await stopLab(name);
  return summary(await startLab({ name, components, ownedByCaller: false }));
}

function summary(lab: Lab): string {
  const lines = [
    `lab      ${lab.name}`,
    `folder   ${lab.dir}`,
    `people   ${lab.people.map(({ name }) => name).join(" ")}`,
  ];
  if (lab.redisSocket !== undefined) lines.push(`redis    ${lab.redisSocket}`);
  if (lab.mungeSocket !== undefined) lines.push(`munge    ${lab.mungeSocket}`);
  if (lab.ceph !== undefined) lines.push(`ceph     ${lab.ceph.conf}`);
  if (lab.vm !== undefined)
    lines.push(`network  ${lab.vm.subnet} through ${lab.vm.link}`, `template ${lab.vm.templates}/tiny.qcow2`);
  lines.push(`inside   ${lab.enter(["bash"]).join(" ")}`);
  return `${lines.join("\n")}\n`;
}

async function status(): Promise<string> {
  const lines = await Promise.all(
    (await labNames()).map(async (name) => {
      const state = await readState(name);
      if (state === undefined || isWreck(state)) return `${name}: left over ("down --name ${name}" removes it)`;
      return `${name}: ${state.phase}, ${state.components.join(" ")}`;
    }),
  );
  return lines.length === 0 ? "no lab\n" : `${lines.join("\n")}\n`;
}

function asComponents(words: readonly string[]): LabComponent[] | undefined {
  const known = words.filter((word): word is LabComponent => all.some((component) => component === word));
  if (known.length < words.length) return undefined;
  return known.length === 0 ? [...usual] : known;
}

async function main(): Promise<number> {
  const typed = read();
  const [command, ...rest] = typed?.words ?? [];
  const components = asComponents(rest);
  if (typed === undefined) return usage();
  const { name } = typed;
  if (command === "up" && components !== undefined) process.stdout.write(await up(name, components));
  else if (command === "down" && rest.length === 0) await stopLab(name);
  else if (command === "status" && rest.length === 0) process.stdout.write(await status());
  else return usage();
  return 0;
}

function usage(): number {
  process.stderr.write(USAGE);
  return 2;
}

process.exitCode = await main();
