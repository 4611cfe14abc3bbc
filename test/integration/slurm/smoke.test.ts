import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readReport } from "../../../executor/slurm/check/report.ts";
import { smokeScript } from "../../../executor/slurm/check/smoke.ts";
import { verdictOf } from "../../../executor/slurm/check/verdict.ts";
import { throwAwayFolder } from "../../support/folder.ts";

let folder: Awaited<ReturnType<typeof throwAwayFolder>>;
beforeEach(async () => {
  folder = await throwAwayFolder();
});
afterEach(() => folder.remove());

/** Runs the script as a check does, with modules and programs of this test's own. */
async function run(environment: Readonly<Record<string, string>> = {}) {
  const { stdout, exitCode } = await execa("sh", ["-s"], {
    ...{ input: smokeScript, reject: false, extendEnv: false },
    env: { PATH: "/usr/bin:/bin", PYTHONPATH: folder.path, PYTHONDONTWRITEBYTECODE: "1", ...environment },
  });
  const report = readReport(stdout);
  return {
    report,
    verdict: verdictOf({ state: exitCode === 0 ? "completed" : "failed", exitCode: exitCode ?? null, report }),
  };
}

const torch = (ones: string): string => `
__version__ = "2.4.0+cu124"
class version: cuda = "12.4"
class cuda:
    def get_arch_list(): return ["sm_50", "sm_70", "sm_90"]
class Ones:
    def __matmul__(self, other): return self
    def sum(self): return self
    def item(self): return 512.0
def ones(*sizes, device):
    assert device == "cuda"
    ${ones}
`;

test("PyTorch is made to compute, and says what it was built with and for", async () => {
  await writeFile(join(folder.path, "torch.py"), torch("return Ones()"));
  expect(await run({ CUDA_VERSION: "11.8.0" })).toMatchObject({
    verdict: "usable",
    report: {
      framework: "PyTorch 2.4.0+cu124",
      cuda: "12.4",
      usable: true,
      architectures: ["sm_50", "sm_70", "sm_90"],
    },
  });
});

test("what PyTorch fails with decides", async () => {
  await writeFile(
    join(folder.path, "torch.py"),
    torch('raise RuntimeError("The NVIDIA driver on your system is too old (found version 11040). Please update")'),
  );
  expect(await run()).toMatchObject({ verdict: "driver_too_old", report: { usable: false } });
});

test("a framework that cannot even be imported is told with its error", async () => {
  await writeFile(join(folder.path, "torch.py"), 'raise ImportError("libcudnn.so.9: cannot open shared object file")');
  expect(await run()).toMatchObject({ report: { usable: false, error: expect.stringContaining("libcudnn.so.9") } });
});

test("TensorFlow that lists no GPU has none", async () => {
  await mkdir(join(folder.path, "tensorflow"));
  await writeFile(
    join(folder.path, "tensorflow", "__init__.py"),
    `
__version__ = "2.16.1"
class sysconfig:
    def get_build_info(): return {"cuda_version": "12.3", "cuda_compute_capabilities": ["sm_60", "compute_90"], "is_cuda_build": True}
class config:
    def list_physical_devices(kind): return []
`,
  );
  expect(await run()).toMatchObject({
    verdict: "no_gpu_seen",
    report: { framework: "TensorFlow 2.16.1", cuda: "12.3", architectures: ["sm_60", "compute_90"], usable: false },
  });
});

test("without Python, nvidia-smi is asked; its words stay words", async () => {
  const bin = join(folder.path, "bin");
  await mkdir(bin);
  for (const program of ["sh", "tr", "cat"]) await symlink(`/usr/bin/${program}`, join(bin, program));
  const says = '535.183.01, 7.0, Tesla V100"},{"evil\\n\n535.183.01, 7.0, Tesla V100\n';
  await writeFile(join(bin, "says"), says);
  await writeFile(join(bin, "nvidia-smi"), `#!/bin/sh\ncat ${join(bin, "says")}\n`, { mode: 0o755 });
  // The last two places that the script looks for a Python in are this machine's own.
  const script = smokeScript.replace("/usr/bin/python3", "/nowhere").replace("/usr/libexec/platform-python", "");
  const { stdout } = await execa("/bin/sh", ["-s"], {
    input: script,
    extendEnv: false,
    env: { PATH: bin, CUDA_VERSION: "12.4.1" },
  });
  expect(readReport(stdout)).toMatchObject({
    ...{ driver: "535.183.01", cuda: "12.4", framework: null, usable: null },
    gpus: [
      { name: "Tesla V100,eviln", capability: "7.0" },
      { name: "Tesla V100", capability: "7.0" },
    ],
  });
});

test("an image with nothing at all still answers", async () => {
  const script = smokeScript.replace("/usr/bin/python3", "/nowhere");
  const { stdout } = await execa("/bin/sh", ["-s"], { input: script, extendEnv: false, env: { PATH: folder.path } });
  expect(readReport(stdout)).toMatchObject({ gpus: [], cuda: null, framework: null });
});
