import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Advice, adviceOf, type Ended } from "../../../../executor/slurm/advice.ts";

const failed: Ended = {
  ...{ state: "failed", exitCode: 1, signal: null, gpus: 1, elapsedSeconds: 300 },
  ...{ log: "", hasLog: true, inImage: true },
};
const ended = (change: Partial<Ended>): readonly Advice[] => adviceOf({ ...failed, ...change });

/** Lines as the programs themselves print them. */
const lines: readonly (readonly [what: string, log: string, ...advice: Advice[]])[] = [
  [
    "PyTorch on a driver that is too old",
    "RuntimeError: The NVIDIA driver on your system is too old (found version 11040). Please update your GPU driver by downloading and installing a new version from the URL: http://www.nvidia.com/Download/index.aspx Alternatively, go to: https://pytorch.org to install a PyTorch version that has been compiled with your version of the CUDA driver.",
    { code: "driver_too_old", detail: "11.4" },
  ],
  [
    "CuPy on a driver that is too old",
    "cupy_backends.cuda.api.runtime.CUDARuntimeError: cudaErrorInsufficientDriver: CUDA driver version is insufficient for CUDA runtime version",
    { code: "driver_too_old" },
  ],
  [
    "TensorFlow 1 on a driver that is too old",
    "tensorflow.python.framework.errors_impl.InternalError: cudaGetDevice() failed. Status: CUDA driver version is insufficient for CUDA runtime version",
    { code: "driver_too_old" },
  ],
  [
    "TensorFlow 2 with compatibility libraries that this GPU does not take",
    "2024-06-07 08:41:23.120915: E external/local_xla/xla/stream_executor/cuda/cuda_driver.cc:282] failed call to cuInit: CUDA_ERROR_COMPAT_NOT_SUPPORTED_ON_DEVICE: forward compatibility was attempted on non supported HW",
    { code: "driver_too_old" },
  ],
  [
    "ONNX Runtime with compatibility libraries that this GPU does not take",
    "CUDA failure 804: forward compatibility was attempted on non supported HW ; GPU=0 ; hostname=n1 ; expr=cudaSetDevice(info_.device_id);",
    { code: "driver_too_old" },
  ],
  [
    "kernels for a toolkit that is newer than the driver",
    "torch.AcceleratorError: CUDA error: the provided PTX was compiled with an unsupported toolchain.",
    { code: "driver_too_old" },
  ],
  [
    "PyTorch without kernels for this GPU",
    [
      "/usr/lib/python3.11/site-packages/torch/cuda/__init__.py:235: UserWarning: ",
      "Tesla V100-PCIE-32GB with CUDA capability sm_70 is not compatible with the current PyTorch installation.",
      "The current PyTorch install supports CUDA capabilities sm_75 sm_80 sm_86 sm_90 sm_100 sm_120.",
      "RuntimeError: CUDA error: no kernel image is available for execution on the device",
    ].join("\n"),
    { code: "no_kernel_image", detail: "sm_70" },
  ],
  [
    "CuPy whose compiler does not know this GPU",
    "cupy.cuda.compiler.CompileException: nvrtc: error: invalid value for --gpu-architecture (-arch)",
    { code: "no_kernel_image" },
  ],
  [
    "PyTorch out of the GPU's memory",
    "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 31.74 GiB of which 1.19 GiB is free. Process 4711 has 30.54 GiB memory in use.",
    { code: "gpu_out_of_memory", detail: "31.74 GiB" },
  ],
  [
    "an older PyTorch out of the GPU's memory",
    "RuntimeError: CUDA out of memory. Tried to allocate 20.00 MiB (GPU 0; 15.78 GiB total capacity; 14.53 GiB already allocated; 8.75 MiB free; 14.61 GiB reserved in total by PyTorch)",
    { code: "gpu_out_of_memory", detail: "15.78 GiB" },
  ],
  [
    "CuPy out of the GPU's memory",
    "cupy.cuda.memory.OutOfMemoryError: Out of memory allocating 200,000,000,000 bytes (allocated so far: 4,096 bytes).",
    { code: "gpu_out_of_memory" },
  ],
  [
    "TensorFlow out of the GPU's memory",
    "ResourceExhaustedError: OOM when allocating tensor with shape[16,112,112,147] and type float on /job:localhost/replica:0/task:0/device:GPU:0 by allocator GPU_0_bfc",
    { code: "gpu_out_of_memory" },
  ],
  [
    "TensorFlow out of the machine's memory",
    "W tensorflow/core/framework/op_kernel.cc:1763] OP_REQUIRES failed at cast_op.cc:109 : Resource exhausted: OOM when allocating tensor with shape[1,559,512,3] and type float on /job:localhost/replica:0/task:0/device:CPU:0 by allocator cpu",
    { code: "out_of_memory" },
  ],
  [
    "JAX out of the GPU's memory",
    "jaxlib.xla_extension.XlaRuntimeError: RESOURCE_EXHAUSTED: Out of memory while trying to allocate 5520758552 bytes.",
    { code: "gpu_out_of_memory" },
  ],
  [
    "a step that the kernel killed",
    "slurmstepd: error: Detected 1 oom_kill event in StepId=41.batch. Some of the step tasks have been OOM Killed.",
    { code: "out_of_memory" },
  ],
  [
    "a step that an older Slurm saw killed",
    "slurmstepd: error: Detected 1 oom-kill event(s) in step 41.batch cgroup. Some of your processes may have been killed by the cgroup out-of-memory handler.",
    { code: "out_of_memory" },
  ],
  [
    "NumPy out of memory",
    "numpy.core._exceptions._ArrayMemoryError: Unable to allocate 184. GiB for an array with shape (64, 26, 26, 3, 371) and data type float32",
    { code: "out_of_memory" },
  ],
  [
    "a missing module",
    "ModuleNotFoundError: No module named 'torchvision.ops'",
    { code: "module_missing", detail: "torchvision.ops" },
  ],
  [
    "a missing library of the system",
    "ImportError: libGL.so.1: cannot open shared object file: No such file or directory",
    { code: "module_missing", detail: "libGL.so.1" },
  ],
  ["a full disk", "OSError: [Errno 28] No space left on device: 'out/model.pt'", { code: "disk_full" }],
  [
    "TensorFlow over the quota",
    "tensorflow.python.framework.errors_impl.ResourceExhaustedError: disk quota exceeded [Op:SaveV2]",
    { code: "quota_full" },
  ],
  ["over the quota", "OSError: [Errno 122] Disk quota exceeded", { code: "quota_full" }],
  [
    "a broken image",
    "FATAL:   container creation failed: mount hook function failure: mount /proc/self/fd/3->/var/lib/apptainer/mnt/session/rootfs error: while mounting image /proc/self/fd/3: squashfuse_ll exited with status 255: Something went wrong trying to read the squashfs image.",
    {
      code: "image_failed",
      detail:
        "container creation failed: mount hook function failure: mount /proc/self/fd/3->/var/lib/apptainer/mnt/session/rootfs error: while mounting image /proc/self/fd/3: squashfuse_ll exited with status 255:",
    },
  ],
  [
    "a command that bash lacks",
    "/var/spool/slurmd/job00041/slurm_script: line 4: pythn: command not found",
    { code: "command_missing", detail: "pythn" },
  ],
  ["a command that dash lacks", "/tmp/run.sh: 3: pythn: not found", { code: "command_missing", detail: "pythn" }],
  [
    "a command that the image lacks",
    'FATAL:   "python3": executable file not found in $PATH',
    { code: "command_missing", detail: "python3" },
  ],
  [
    "a program by its path that the image lacks",
    "FATAL:   stat /nosuch/prog: no such file or directory",
    { code: "command_missing", detail: "/nosuch/prog" },
  ],
  [
    "what is no image",
    "FATAL:   While checking container encryption: could not open image /home/e235701/text.sif: image format not recognized",
    {
      code: "image_failed",
      detail:
        "While checking container encryption: could not open image /home/e235701/text.sif: image format not recognized",
    },
  ],
  ["PyTorch without a GPU", "RuntimeError: No CUDA GPUs are available", { code: "no_gpu_seen" }],
  [
    "PyTorch for CPUs",
    "AssertionError: Torch not compiled with CUDA enabled",
    { code: "no_gpu_seen", detail: "cpu_build" },
  ],
  [
    "TensorFlow without a GPU",
    "2024-02-24 17:46:11.024256: I tensorflow/tsl/cuda/cudart_stub.cc:28] Could not find cuda drivers on your machine, GPU will not be used.",
    { code: "no_gpu_seen" },
  ],
  [
    "JAX for CPUs",
    "WARNING:2025-05-28 18:06:26,600:jax._src.xla_bridge:791: An NVIDIA GPU may be present on this machine, but a CUDA-enabled jaxlib is not installed. Falling back to cpu.",
    { code: "no_gpu_seen", detail: "cpu_build" },
  ],
  [
    "JAX with libraries that are older than it needs",
    "CUDA backend failed to initialize: Found CUDA version 12010, but JAX was built against version 12020, which is newer. The copy of CUDA that is installed must be at least as new as the version against which JAX was built. (Set TF_CPP_MIN_LOG_LEVEL=0 and rerun for more info.)",
    { code: "no_gpu_seen" },
  ],
];

describe("a job's end is told from its log", () => {
  test.each(lines.map(([what, log, ...advice]) => ({ what, log, advice })))("$what", ({ log, advice }) => {
    expect(ended({ log: `epoch 1\n${log}\n` })).toEqual(advice);
  });
});

test.each([
  "The NVIDIA driver's CUDA version is 12.4 which is older than the PTX compiler version (12.6.85). Because the driver is older than the PTX compiler version, XLA is disabling parallel compilation, which may slow down compilation.",
  "2024-06-07 08:41:23: W tensorflow/compiler/tf2tensorrt/utils/py_utils.cc:38] TF-TRT Warning: Could not find TensorRT",
  "loss=0.31 memory=2.0 GiB module=resnet found=3 not found: 0",
])("a warning that ends nothing is taken for no reason: %s", (log) => {
  expect(ended({ log })).toEqual([]);
});

test("Slurm's own word comes before what the log says", () => {
  expect(ended({ state: "timeout", exitCode: null, signal: 15 })).toEqual([{ code: "time_limit" }]);
  expect(ended({ state: "out_of_memory", exitCode: null, log: "MemoryError\n" })).toEqual([{ code: "out_of_memory" }]);
  expect(ended({ state: "node_fail", exitCode: null, log: "Disk quota exceeded" })).toEqual([{ code: "node_failed" }]);
});

test("a job that its owner ended is not told why", () => {
  expect(ended({ state: "cancelled", exitCode: null, signal: 15, log: "Disk quota exceeded" })).toEqual([]);
});

test("killed without a word is out of memory, unless it was the GPU's", () => {
  expect(ended({ exitCode: 137, log: "Killed\n" })).toEqual([{ code: "out_of_memory" }]);
  expect(ended({ exitCode: null, signal: 9 })).toEqual([{ code: "out_of_memory" }]);
  expect(ended({ exitCode: 137, log: "CUDA error: out of memory" })).toEqual([{ code: "gpu_out_of_memory" }]);
});

test("exit codes speak where the log does not", () => {
  expect(ended({ exitCode: 127 })).toEqual([{ code: "command_missing" }]);
  expect(ended({ exitCode: 255 })).toEqual([{ code: "image_failed" }]);
  expect(ended({ exitCode: 255, inImage: false })).toEqual([]);
  expect(ended({ exitCode: 1, hasLog: false })).toEqual([{ code: "log_gone" }]);
});

test("a job that came to a good end is told when it missed its GPU, and nothing else", () => {
  const log = "RuntimeError: No CUDA GPUs are available\nModuleNotFoundError: No module named 'x'\n";
  expect(ended({ state: "completed", exitCode: 0, log })).toEqual([{ code: "no_gpu_seen" }]);
  expect(ended({ state: "completed", exitCode: 0, log, gpus: 0 })).toEqual([]);
});

test("a GPU that was measured and never used is told once a job was long enough to come to it", () => {
  const well = { state: "completed", exitCode: 0 } as const;
  expect(ended({ ...well, gpuPeakPercent: 0 })).toEqual([{ code: "gpu_unused" }]);
  expect(ended({ ...well, gpuPeakPercent: 0, elapsedSeconds: 59 })).toEqual([]);
  expect(ended({ ...well, gpuPeakPercent: 3 })).toEqual([]);
  expect(ended(well)).toEqual([]);
});

test("what one reason explains is not told as another", () => {
  const log =
    "RuntimeError: The NVIDIA driver on your system is too old (found version 11040).\nNo CUDA GPUs are available\n";
  expect(ended({ log, gpuPeakPercent: 0 })).toEqual([{ code: "driver_too_old", detail: "11.4" }]);
});

test("the last reason in a log comes first, under colours and progress bars", () => {
  const log =
    "Disk quota exceeded\n 42%|####      |\r 43%|####      |\r\u001B[31mModuleNotFoundError\u001B[0m: No module named 'cv2'";
  expect(ended({ log })).toEqual([{ code: "module_missing", detail: "cv2" }, { code: "quota_full" }]);
});

test("any log of any job is read in time, and says nothing that a message cannot show", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.constantFrom(...lines.map(([, log]) => log)),
    fc.constant("FATAL:   \u001B]0;x\u0007\u202Ereversed\u2028new line"),
  );
  fc.assert(
    fc.property(fc.array(hostile, { maxLength: 30 }), fc.constantFrom("\n", "\r", "\r\n", " "), (parts, between) => {
      for (const { detail } of ended({ log: parts.join(between) })) {
        expect(detail ?? "x").toMatch(/^[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u);
      }
    }),
  );
});

test("a log of a megabyte of what the signs look for is read within a second", () => {
  const worst = [
    "CUDA out of memory. Tried to allocate ",
    "OOM when allocating tensor ",
    "line 1: line 1: ",
    "a".repeat(50),
  ];
  const before = performance.now();
  for (const piece of worst) ended({ log: piece.repeat(1_000_000 / piece.length) });
  for (const piece of worst) ended({ log: `${piece.repeat(20)}\n`.repeat(3_000) });
  expect(performance.now() - before).toBeLessThan(1_000 * worst.length);
});
