import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Report, readReport } from "../../../../executor/slurm/check/report.ts";
import { reportMark } from "../../../../executor/slurm/check/smoke.ts";
import { insteadOf, verdictOf } from "../../../../executor/slurm/check/verdict.ts";
import { gpuCheck } from "../../../../protocol/actions/gpu.ts";
import { cluster } from "../../handlers/cluster.ts";

const v100 = { name: "Tesla V100-PCIE-32GB", capability: "7.0" };
const said = {
  ...{ python: "3.11.9", cuda: "12.4", driver: "535.183.01", driverCuda: "12.2", init: 0, gpus: [v100] },
  ...{ framework: "PyTorch 2.4.0+cu124", usable: true, architectures: ["sm_50", "sm_60", "sm_70", "sm_90"] },
};
const line = (about: object) => `${reportMark}${JSON.stringify(about)}\n`;
const report = (changes: object = {}): Report => {
  const read = readReport(line({ ...said, ...changes }));
  if (read === undefined) throw new Error("not read");
  return read;
};
const verdict = (changes: object = {}) => verdictOf({ state: "completed", exitCode: 0, report: report(changes) });

test("a report is read from among what else the image prints, the last one where there are several", () => {
  const log = `Welcome!\n${line({ ...said, python: "2.7" })}more\n${line(said)}bye\n`;
  expect(readReport(log)).toEqual({ ...said, error: null });
});

test("what nvidia-smi says is read where there is no Python", () => {
  const shell = [{ driver: "535.183.01", capability: "7.0", name: "Tesla V100-PCIE-32GB" }];
  expect(readReport(line({ shell, cuda: "12.4.1" }))).toMatchObject({
    ...{ driver: "535.183.01", driverCuda: null, cuda: "12.4", gpus: [v100], framework: null, usable: null },
  });
  expect(readReport(line({ shell: [], cuda: "" }))).toMatchObject({ gpus: [], cuda: null });
});

test.each([
  "",
  "hello",
  reportMark,
  `${reportMark}{`,
  `${reportMark}[]`,
  `${reportMark}${"9".repeat(20_000)}`,
  ` ${line(said)}`,
])("what is no report is none: %j", (log) => {
  expect(readReport(log)).toBeUndefined();
});

test("whatever an image reports fits into the answer and cannot change how a message looks", () => {
  const { seen } = gpuCheck.output.shape;
  const text = fc.oneof(fc.string({ unit: "binary", maxLength: 400 }), fc.constant("\u001B[31m\u202E@everyone\u2028"));
  const anything = fc.record(
    {
      ...{ driver: text, cuda: text, driverCuda: text, framework: text, python: text, error: text, init: fc.integer() },
      gpus: fc.array(fc.record({ name: text, capability: text }), { maxLength: 20 }),
      architectures: fc.array(text, { maxLength: 60 }),
      usable: fc.boolean(),
    },
    { requiredKeys: ["gpus", "architectures"] },
  );
  fc.assert(
    fc.property(anything, (about) => {
      const read = readReport(line(about));
      if (read === undefined) return;
      const { init, error, ...rest } = read;
      expect(init ?? 0).toBeTypeOf("number");
      expect(seen.parse(rest)).toEqual(rest);
      expect(
        `${error}${Object.values(rest)
          .flat()
          .map((each) => JSON.stringify(each))
          .join("")}`,
      ).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    }),
  );
});

describe("the verdict", () => {
  const tooOld =
    "RuntimeError: The NVIDIA driver on your system is too old (found version 11040). Please update your GPU driver";
  test.each<[string, string, object]>([
    ["usable", "a framework that computed", {}],
    ["driver_too_old", "PyTorch says so", { usable: false, error: tooOld, gpus: [] }],
    ["driver_too_old", "the image's own driver library is refused", { usable: false, gpus: [], init: 804 }],
    ["driver_too_old", "a CUDA of the next main version", { usable: null, framework: null, cuda: "13.0" }],
    ["no_gpu_seen", "nothing is there", { usable: null, framework: null, gpus: [], init: null }],
    [
      "no_gpu_seen",
      "a framework for CPUs",
      { usable: false, error: "AssertionError: Torch not compiled with CUDA enabled" },
    ],
    ["gpu_too_old", "built for newer GPUs only", { usable: false, architectures: ["sm_75", "sm_80", "compute_90"] }],
    [
      "gpu_too_old",
      "PyTorch says so",
      { usable: false, error: "RuntimeError: CUDA error: no kernel image is available for execution on the device" },
    ],
    ["no_framework", "only the GPU", { usable: null, framework: null }],
    ["unclear", "a framework that fails in a way of its own", { usable: false, error: "RuntimeError: cuDNN error" }],
  ])("is %s: %s", (expected, _why, changes) => {
    expect(verdict(changes)).toBe(expected);
  });

  test("code of the same main version, or compiled when it is loaded, is code for a GPU", () => {
    const fails = { usable: false, error: "RuntimeError: cuDNN error" };
    expect(verdict({ ...fails, gpus: [{ ...v100, capability: "8.6" }], architectures: ["sm_80"] })).toBe("unclear");
    expect(verdict({ ...fails, gpus: [{ ...v100, capability: "8.6" }], architectures: ["compute_70"] })).toBe(
      "unclear",
    );
    expect(verdict({ ...fails, gpus: [{ ...v100, capability: "7.0" }], architectures: ["sm_72"] })).toBe("gpu_too_old");
  });

  test("is that it did not start where apptainer said so, and unclear for any other silence", () => {
    expect(verdictOf({ state: "failed", exitCode: 255, report: undefined })).toBe("not_started");
    expect(verdictOf({ state: "failed", exitCode: 1, report: undefined })).toBe("unclear");
    expect(verdictOf({ state: "timeout", exitCode: null, report: undefined })).toBe("unclear");
  });
});

test("in place of an image those are named that were tested and fit the driver, the same framework first", () => {
  const all = [
    ...cluster.images,
    ...cluster.images.map((image) => ({ ...image, name: `${image.name}-13`, cuda: "13.0" })),
  ];
  const torch = report({ framework: "PyTorch 2.9.0", cuda: "13.0" });
  expect(insteadOf(all, { name: undefined, report: torch })).toEqual(["pytorch", "tensorflow"]);
  expect(insteadOf(all, { name: "pytorch", report: torch })).toEqual(["tensorflow"]);
  expect(insteadOf(all, { name: undefined, report: report({ framework: "TensorFlow 2.20" }) })[0]).toBe("tensorflow");
  expect(insteadOf(all, { name: undefined, report: undefined })).toHaveLength(3);
});
