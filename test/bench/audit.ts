import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { openAudit } from "../../executor/audit.ts";
import { repositoryRoot } from "../lab/paths.ts";
import type { Figure } from "./figures.ts";
import type { Scene } from "./scene.ts";
import { median } from "./statistics.ts";

const lines = 20_000;
const rounds = 5;
/** So that the chain goes on over several files. */
const fileBytes = 4 * 1024 * 1024;

/** How long an administrator waits for the whole of a long audit to be verified. */
export async function benchAudit(scene: Scene): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "shisa-bench-audit-"));
  try {
    await fill(folder);
    const took: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const began = performance.now();
      const argv = [join(repositoryRoot(), "dist/bin/shisa.js"), "audit", "verify", folder];
      const { stdout } = await execa(process.execPath, argv, { env: { LANG: "C" }, extendEnv: false });
      if (!stdout.startsWith("✓")) throw new Error(`verifying the audit: ${stdout}`);
      took.push((performance.now() - began) / 1000);
      scene.tell(`audit, round ${round} of ${rounds}: ${took.at(-1)?.toFixed(2)} s`);
    }
    const limit = { of: "value", kind: "below", bound: 15 } as const;
    const name = "audit: verify 20,000 lines";
    return [{ name, value: median(took), unit: "s", baseline: null, ratio: null, limit }];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Lines as the executor writes them at the end of a grant. */
async function fill(folder: string): Promise<void> {
  const audit = await openAudit(folder, Date.now, { fileBytes });
  for (let done = 0; done < lines; done += 500) {
    const batch = Array.from({ length: 500 }, (_, index) => {
      const name = `e23${String((done + index) % 260).padStart(4, "0")}`;
      return audit.write({
        ...{ what: "grant.ended", grant: `g${String(done + index).padStart(32, "0")}`, action: "vm.create" },
        ...{
          person: { name, uid: 20_000 },
          identity: { platform: "slack", workspace: "T0123456789", user: "U012345" },
        },
        ...{ bot: "x".repeat(43), status: "done", startedAt: Date.now(), endedAt: Date.now() },
        input: { template: "ubuntu-22", name: "web", cpu: 1, memoryMiB: 1024, diskGiB: 10 },
      });
    });
    await Promise.all(batch);
  }
  await audit.close();
}
