import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { openAudit } from "../../executor/audit.ts";
import { createDecider } from "../../policies/decide.ts";
import type { Question } from "../../policies/facts.ts";
import { recordOf } from "../../policies/recorded.ts";
import { repositoryRoot } from "../lab/paths.ts";
import type { Figure } from "./figures.ts";
import type { Scene } from "./scene.ts";
import { median } from "./statistics.ts";

const lines = 20_000;
const rounds = 5;
/** So that the chain goes on over several files. */
const fileBytes = 4 * 1024 * 1024;
const shisa = join(repositoryRoot(), "dist/bin/shisa.js");

/** How long an administrator waits for the whole of a long audit to be verified, and for it to be decided again. */
export async function benchAudit(scene: Pick<Scene, "tell">): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "shisa-bench-audit-"));
  try {
    await fill(folder);
    const verify: number[] = [];
    const replay: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      verify.push(await seconds(["audit", "verify", folder], /^✓/u));
      replay.push(await seconds(["policy", "replay", folder], /^20000 decided again; 0 would come out otherwise\.$/mu));
      scene.tell(`audit, round ${round} of ${rounds}: ${verify.at(-1)?.toFixed(2)} s, ${replay.at(-1)?.toFixed(2)} s`);
    }
    const both = verify.map((value, round) => value + (replay[round] ?? Number.NaN));
    const figure = (name: string, value: number): Figure => ({ name, value, unit: "s", baseline: null, ratio: null });
    const limit = { of: "value", kind: "below", bound: 15 } as const;
    return [
      figure("audit: verify 20,000 lines", median(verify)),
      figure("audit: replay 20,000 lines", median(replay)),
      { ...figure("audit: verify and replay", median(both)), limit },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function seconds(args: readonly string[], told: RegExp): Promise<number> {
  const began = performance.now();
  const { stdout } = await execa(process.execPath, [shisa, ...args], { env: { LANG: "C" }, extendEnv: false });
  if (!told.test(stdout)) throw new Error(`${args.join(" ")}: ${stdout.slice(0, 2_000)}`);
  return (performance.now() - began) / 1000;
}

/** One of each that a day is made of: yes, no, and what an approval lacks. */
const asked: readonly (readonly [action: string, input: unknown, use: number])[] = [
  ["host.ping", {}, 0],
  ["vm.create", { template: "ubuntu-22", name: "web", cpu: 1, memoryMiB: 1024, diskGiB: 10 }, 1],
  ["vm.start", { name: "web" }, 1],
  ["vm.create", { template: "ubuntu-22", name: "db", cpu: 1, memoryMiB: 1024, diskGiB: 10 }, 4],
  ["vm.show", { name: "web" }, 2],
  ["vm.create", { template: "ubuntu-22", name: "large", cpu: 2, memoryMiB: 2048, diskGiB: 30 }, 2],
  ["vm.stop", { name: "web", force: false }, 2],
  ["key.list", {}, 0],
];

function questionAt(index: number): Question {
  const [action, input, guests] = asked[index % asked.length] ?? ["host.ping", {}, 0];
  const uid = 20_000 + (index % 260);
  const person = { name: `e2${uid}`, uid, roles: ["student"] as const };
  const size = { cpu: 1, memoryMiB: 1024, diskGiB: 10 };
  const isGuest = action.startsWith("vm.") && action !== "vm.create";
  return {
    ...{ action, input, person, at: Date.now() },
    target: isGuest ? { name: "web", owner: { name: person.name, uid }, running: false, ...size } : undefined,
    use: { guests, runningCpus: guests, runningMemoryMiB: guests * 1024, diskGiB: guests * 10 },
    host: { name: "vm1", stopped: false, diskTotalGiB: 5_000, diskFreeGiB: 3_210.5, committedGiB: 120.25, growth: 0.5 },
    channel: { platform: "slack", workspace: "T0123456789", place: "private", proved: true },
  };
}

/** Lines as the executor writes them at the end of a grant. */
async function fill(folder: string): Promise<void> {
  const { decide } = await createDecider();
  const audit = await openAudit(folder, Date.now, { fileBytes });
  for (let done = 0; done < lines; done += 500) {
    const batch = Array.from({ length: 500 }, (_, index) => {
      const question = questionAt(done + index);
      const { person, action, input } = question;
      return audit.write({
        ...{ what: "grant.ended", grant: `g${String(done + index).padStart(32, "0")}`, action },
        ...{
          person: { name: person?.name, uid: person?.uid },
          identity: { platform: "slack", workspace: "T0123456789", user: "U012345" },
        },
        ...{ bot: "x".repeat(43), input, status: "done", startedAt: Date.now(), endedAt: Date.now() },
        decided: recordOf(question, decide(question)),
      });
    });
    await Promise.all(batch);
  }
  await audit.close();
}
