import type { GpuAdvice } from "../../protocol/actions/gpu.ts";

/** A line of a log by which an end is known. */
export interface Sign {
  readonly code: GpuAdvice;
  readonly line: RegExp;
  /** What of the line is worth telling; absent: nothing. */
  readonly detail?: (match: RegExpExecArray) => string | undefined;
}

const first = (match: RegExpExecArray): string | undefined => match[1];
/** CUDA counts its versions as 11040 for 11.4 (cuDriverGetVersion). */
const cudaVersion = (match: RegExpExecArray): string | undefined => {
  const number = Number(match[1]);
  return number >= 1_000 ? `${Math.floor(number / 1000)}.${Math.floor((number % 1000) / 10)}` : undefined;
};

/**
 * What programs print when they end in one of the common ways, each as its source words it. The first sign of a line
 * is what the line is taken for. Each expression reads a line once: nothing that a person prints makes it slow.
 */
export const signs: readonly Sign[] = [
  // PyTorch, c10/cuda/CUDAFunctions.cpp.
  {
    code: "driver_too_old",
    line: /NVIDIA driver on your system is too old \(found version (\d{4,6})\)/u,
    detail: cudaVersion,
  },
  // The CUDA runtime itself (cudaGetErrorString), in PyTorch's, TensorFlow's, CuPy's and ONNX Runtime's words.
  {
    code: "driver_too_old",
    line: /CUDA driver version is insufficient for CUDA runtime version|cudaErrorInsufficientDriver/u,
  },
  {
    code: "driver_too_old",
    line: /forward compatibility was attempted on non supported HW|COMPAT_NOT_SUPPORTED_ON_DEVICE/u,
  },
  // PTX of a CUDA that is newer than the driver's (cudaErrorUnsupportedPtxVersion).
  { code: "driver_too_old", line: /provided PTX was compiled with an unsupported toolchain|UNSUPPORTED_PTX_VERSION/u },

  // PyTorch, torch/cuda/__init__.py: before its first kernel fails.
  {
    code: "no_kernel_image",
    line: /with CUDA capability (sm_\d{2,3}) is not compatible with the current PyTorch/u,
    detail: first,
  },
  {
    code: "no_kernel_image",
    line: /no kernel image is available for execution|NoKernelImageForDevice|NO_BINARY_FOR_GPU/u,
  },
  // NVRTC (CuPy, PyTorch): this CUDA compiles for no such device, being too old or too new for it.
  { code: "no_kernel_image", line: /nvrtc: error: invalid value for --gpu-architecture/u },
  // TensorFlow, gpu_device.cc.
  {
    code: "no_kernel_image",
    line: /Ignoring visible gpu device.{0,300}Cuda compute capability (\d{1,2}\.\d)\. The minimum/u,
    detail: first,
  },

  // The memory of the GPU: PyTorch, CuPy, TensorFlow, XLA (JAX), the driver.
  {
    code: "gpu_out_of_memory",
    line: /CUDA out of memory\. Tried to allocate .{0,200}?capacity of ([\d.]{1,12} [KMG]iB)/u,
    detail: first,
  },
  {
    code: "gpu_out_of_memory",
    line: /CUDA out of memory\. Tried to allocate .{0,200}?; ([\d.]{1,12} [KMG]iB) total capacity/u,
    detail: first,
  },
  {
    code: "gpu_out_of_memory",
    line: /CUDA out of memory|CUDA error: out of memory|CUDA_ERROR_OUT_OF_MEMORY|cudaErrorMemoryAllocation/u,
  },
  {
    code: "gpu_out_of_memory",
    line: /OutOfMemoryError: (?:Out of memory allocating|out of memory to allocate) [\d,]{1,20}/u,
  },
  { code: "gpu_out_of_memory", line: /OOM when allocating tensor.{0,300}device:GPU/iu },
  { code: "gpu_out_of_memory", line: /RESOURCE_EXHAUSTED: Out of memory/iu },
  // CUBLAS allocates its own workspace; PyTorch words it so when none is left.
  { code: "gpu_out_of_memory", line: /CUBLAS_STATUS_ALLOC_FAILED/u },

  // Slurm's own, cgroup v1 and v2 (slurmstepd).
  { code: "out_of_memory", line: /slurmstepd: error: Detected \d{1,6} oom[_-]kill event/u },
  { code: "out_of_memory", line: /srun: error: \S{1,100} task \d{1,6}: Out Of Memory/u },
  { code: "out_of_memory", line: /OOM when allocating tensor.{0,300}device:CPU/iu },
  {
    code: "out_of_memory",
    line: /^(?:numpy\.\S{1,60})?MemoryError\b|ArrayMemoryError|std::bad_alloc|DefaultCPUAllocator: can't allocate/u,
  },
  {
    code: "out_of_memory",
    line: /DataLoader worker \(pid\(?s?\)? [\d, ]{1,100}\) (?:is killed by signal: Killed|exited unexpectedly)/u,
  },
  { code: "out_of_memory", line: /Cannot allocate memory/u },

  { code: "quota_full", line: /Disk quota exceeded/iu },
  { code: "disk_full", line: /No space left on device/iu },

  {
    code: "module_missing",
    line: /^(?:ModuleNotFoundError|ImportError): No module named '?([\p{L}\p{N}_][\p{L}\p{N}_.-]{0,99})'?/u,
    detail: first,
  },
  // The package is there and a library of the system is not (OpenCV's libGL.so.1, for one).
  { code: "module_missing", line: /^ImportError: (lib[\w.+-]{1,80}): cannot open shared object file/u, detail: first },

  // Apptainer: the image is well, and has no such program. `-s` leaves FATAL lines as they are.
  {
    code: "command_missing",
    line: /^FATAL: {1,3}"([^"]{1,100})": executable file not found in \$PATH/u,
    detail: first,
  },
  {
    code: "command_missing",
    line: /^FATAL: {1,3}(?:stat|exec) (\S{1,100})(?: failed)?: (?:no such file or directory|permission denied)/u,
    detail: first,
  },
  { code: "image_failed", line: /^FATAL: {1,3}(.{1,200})/u, detail: first },
  // bash, dash, env.
  {
    code: "command_missing",
    line: /(?:^|: )(?:line )?\d{1,6}: ([^\s:]{1,100}): (?:command )?not found$/u,
    detail: first,
  },
  {
    code: "command_missing",
    line: /^\S{0,40}env: ['‘]?([^\s'’:]{1,100})['’]?: No such file or directory/u,
    detail: first,
  },

  // PyTorch.
  {
    code: "no_gpu_seen",
    line: /No CUDA GPUs are available|Found no NVIDIA driver on your system|No CUDA runtime is found/u,
  },
  { code: "no_gpu_seen", line: /Torch not compiled with CUDA enabled/u, detail: () => "cpu_build" },
  { code: "no_gpu_seen", line: /CUDA device but torch\.cuda\.is_available\(\) is False/u },
  // TensorFlow; the driver.
  {
    code: "no_gpu_seen",
    line: /Could not find cuda drivers on your machine, GPU will not be used|Skipping registering GPU devices/u,
  },
  { code: "no_gpu_seen", line: /CUDA_ERROR_NO_DEVICE|no CUDA-capable device is detected|cudaErrorNoDevice/u },
  { code: "no_gpu_seen", line: /NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver/u },
  // JAX, xla_bridge.py and xla_cuda12.
  {
    code: "no_gpu_seen",
    line: /CUDA-enabled jaxlib is not installed\. Falling back to cpu/iu,
    detail: () => "cpu_build",
  },
  { code: "no_gpu_seen", line: /No GPU\/TPU found, falling back to CPU|CUDA backend failed to initialize/u },
  { code: "no_gpu_seen", line: /Unable to use CUDA because of the following issues|Outdated CUDA installation found/u },
];
