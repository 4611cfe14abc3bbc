import { parseArgs } from "node:util";
import { benchAccepted } from "./accepted.ts";
import { benchAudit } from "./audit.ts";
import { benchBackup } from "./backup.ts";
import { benchCeph } from "./ceph.ts";
import { benchChat } from "./chat/chat.ts";
import { benchCreate } from "./create.ts";
import { asJson, asTable, type Figure } from "./figures.ts";
import { benchMemory } from "./memory.ts";
import { benchNoop } from "./noop.ts";
import { benchPolicy } from "./policy.ts";
import { type Scene, startScene } from "./scene.ts";
import { benchStages } from "./stages.ts";
import { benchStorm } from "./storm.ts";

const usage = `usage: npm run bench [-- NAME…] [--json] [--seconds N]

  create    what Shisa adds to making a guest
  noop      /ping through every check, against raw BullMQ
  stages    what each stage of a no-op costs
  accepted  how long people wait for "accepted" when all of them type
  chat      how soon Slack and Discord have their acknowledgement, against bare Bolt and discord.js
  memory    of bot and executor, idle and after 10,000 jobs
  audit     how long 20,000 lines of an audit take to verify
  ceph      how soon an error of Ceph's is told, and what watching it costs
  backup    how soon a failed backup is told
  policy    how long the policies take to load, and one decision by them
  storm     what the chat is told of 10,000 alerts in a minute, and what it costs

Without names, all of them. --seconds: the length of one round of noop (3).
The table marks what was promised with ✓ or ✗. The exit code says only whether the bench itself worked: 0, or 1 with
the reason; 2 for a wrong argument.
`;

/** In the order in which they are run. */
const benches: Readonly<Record<string, (scene: Scene, seconds: number) => Promise<Figure[]>>> = {
  create: benchCreate,
  noop: benchNoop,
  stages: benchStages,
  accepted: benchAccepted,
  chat: benchChat,
  memory: benchMemory,
  audit: benchAudit,
  ceph: benchCeph,
  backup: benchBackup,
  policy: benchPolicy,
  storm: benchStorm,
};

interface Wanted {
  readonly names: readonly string[];
  readonly seconds: number;
  readonly json: boolean;
}

/** What was asked for; undefined: the usage is to be shown. */
function read(argv: readonly string[]): Wanted | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { json: { type: "boolean", default: false }, seconds: { type: "string", default: "3" } },
      allowPositionals: true,
    });
    const seconds = Number(values.seconds);
    if (!(seconds > 0) || positionals.some((name) => !Object.hasOwn(benches, name))) return undefined;
    return { names: positionals.length === 0 ? Object.keys(benches) : positionals, seconds, json: values.json };
  } catch {
    return undefined;
  }
}

async function measure({ names, seconds }: Wanted): Promise<Figure[]> {
  const scene = await startScene();
  const end = (): void => void scene.stop().finally(() => process.exit(130));
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
  try {
    const figures: Figure[] = [];
    for (const [name, bench] of Object.entries(benches))
      if (names.includes(name)) figures.push(...(await bench(scene, seconds)));
    return figures;
  } finally {
    await scene.stop();
  }
}

async function main(argv: readonly string[]): Promise<number> {
  const wanted = argv.includes("--help") ? undefined : read(argv);
  if (wanted === undefined) {
    (argv.includes("--help") ? process.stdout : process.stderr).write(usage);
    return argv.includes("--help") ? 0 : 2;
  }
  const figures = await measure(wanted);
  process.stdout.write(wanted.json ? asJson(figures) : asTable(figures));
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
