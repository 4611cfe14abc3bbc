import { access, constants, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Exec } from "../exec.ts";

/** kvm: the processor runs guests itself; emulation: qemu does, about ten times slower. */
export type Acceleration = "kvm" | "emulation";

/** A guest that does not answer by then never will, in milliseconds. */
const patienceMs = 5_000;
const sign = 0x2a;
/** mov al, sign; out 0xf4, al; hlt; jmp back to hlt: qemu's isa-debug-exit then ends qemu with (sign << 1) | 1. */
const code = [0xb0, sign, 0xe6, 0xf4, 0xf4, 0xeb, 0xfd];
const answer = (sign << 1) | 1;

/** Finds out once whether KVM works here, and remembers it. */
export function createAcceleration(exec: Exec): () => Promise<Acceleration> {
  let known: Promise<Acceleration> | undefined;
  return () => {
    known ??= look(exec);
    return known;
  };
}

/**
 * KVM where a guest really boots: /dev/kvm may be there, and libvirt may advertise kvm, on machines on which a guest
 * never runs its first instruction.
 */
async function look(exec: Exec): Promise<Acceleration> {
  if (!(await mayWork())) return "emulation";
  return (await boots(exec, "kvm")) ? "kvm" : "emulation";
}

async function mayWork(): Promise<boolean> {
  const processor = await readFile("/proc/cpuinfo", "utf8").catch(() => "");
  if (!/^flags\s*:.*\b(?:vmx|svm)\b/m.test(processor)) return false;
  return await access("/dev/kvm", constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** Whether qemu, accelerated so, boots a 512-byte disk that says its word within 5 s. */
export async function boots(exec: Exec, accelerator: "kvm" | "tcg"): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "shisa-kvm-"));
  try {
    const disk = join(folder, "disk");
    await writeFile(disk, bootSector());
    const ran = await exec.run(
      "qemu-system-x86_64",
      [
        ...["-accel", accelerator, "-machine", "pc", "-m", "16", "-nodefaults", "-no-user-config", "-display", "none"],
        ...["-no-reboot", "-device", "isa-debug-exit,iobase=0xf4,iosize=1"],
        ...["-drive", `file=${disk},format=raw,if=ide`],
      ],
      { timeoutMs: patienceMs, maxOutput: 64 * 1024 },
    );
    return ran.exitCode === answer;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function bootSector(): Uint8Array {
  const sector = new Uint8Array(512);
  sector.set(code);
  sector.set([0x55, 0xaa], 510); // The mark that the BIOS looks for.
  return sector;
}
