import type { OutputOf } from "../../../protocol/action.ts";
import type { gpuCheck } from "../../../protocol/actions/gpu.ts";
import type { GpuImage, GpuState } from "../../../protocol/slurm.ts";
import { adviceOf } from "../advice.ts";
import type { Report } from "./report.ts";

export type Verdict = OutputOf<typeof gpuCheck>["verdict"];

/** How a check ended. */
export interface Checked {
  readonly state: GpuState;
  readonly exitCode: number | null;
  readonly report: Report | undefined;
}

/** cuInit's numbers (CUresult) for a driver that is older than the libraries that the image brings with it. */
const driverTooOld: ReadonlySet<number> = new Set([803, 804]);

/** Whether an image can use the GPU where it was checked, and if not, what keeps it from that. */
export function verdictOf({ state, exitCode, report }: Checked): Verdict {
  if (report === undefined) return state === "failed" && exitCode === 255 ? "not_started" : "unclear";
  if (report.usable === true) return "usable";
  const said = fromError(report.error);
  if (said === "driver_too_old" || (report.init !== null && driverTooOld.has(report.init))) return "driver_too_old";
  if (isNewer(report.cuda, report.driverCuda)) return "driver_too_old";
  if (report.gpus.length === 0) return "no_gpu_seen";
  if (report.framework === null) return "no_framework";
  if (said === "no_kernel_image" || !isBuiltFor(report)) return "gpu_too_old";
  if (said === "no_gpu_seen") return "no_gpu_seen";
  return "unclear";
}

/** What a framework's error means, by the same signs as an end of any job. */
const fromError = (error: string | null) =>
  error === null
    ? undefined
    : adviceOf({
        ...{ state: "failed", exitCode: 1, signal: null, gpus: 1, elapsedSeconds: 0 },
        ...{ log: error, hasLog: true, inImage: true },
      })[0]?.code;

/** A CUDA of a newer main version than the driver's does not run; of the same one it does (CUDA 11 and later). */
const isNewer = (cuda: string | null, driverCuda: string | null): boolean =>
  cuda !== null && driverCuda !== null && Number.parseInt(cuda, 10) > Number.parseInt(driverCuda, 10);

/**
 * Whether the framework has code for one of the GPUs: code for sm_XY runs on devices of the same X from Y on, and what
 * is compiled when it is loaded (compute_XY) on all from there on. Nothing told: nothing is held against it.
 */
function isBuiltFor({ gpus, architectures }: Report): boolean {
  const devices = gpus.flatMap(({ capability }) => (capability === null ? [] : [Number(capability.replace(".", ""))]));
  if (architectures.length === 0 || devices.length === 0) return true;
  return devices.some((device) =>
    architectures.some((architecture) => {
      const number = Number.parseInt(architecture.slice(architecture.indexOf("_") + 1), 10);
      const isSameMain = Math.floor(number / 10) === Math.floor(device / 10);
      return number <= device && (architecture.startsWith("compute_") || isSameMain);
    }),
  );
}

/** So many images are named in place of one that cannot be used. */
const most = 3;

/** Tested images that fit the node's driver; those with the same framework first, then the last tested. */
export function insteadOf(
  images: readonly GpuImage[],
  { name, report }: { readonly name: string | undefined; readonly report: Report | undefined },
): readonly string[] {
  const family = (framework: string | null | undefined) => framework?.split(" ")[0] ?? "";
  const wanted = family(report?.framework);
  const fits = images.filter(
    (image) => image.name !== name && image.testedAt !== null && !isNewer(image.cuda, report?.driverCuda ?? null),
  );
  const rank = (image: GpuImage) => (wanted !== "" && family(image.framework) === wanted ? 0 : 1);
  return fits
    .toSorted((a, b) => rank(a) - rank(b) || (b.testedAt ?? 0) - (a.testedAt ?? 0))
    .slice(0, most)
    .map((image) => image.name);
}
