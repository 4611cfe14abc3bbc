/** What a line of the smoke script's output begins with. */
export const reportMark = "shisa-check: ";

/**
 * Asks the driver itself (libcuda, which `--nv` brings into the image), then the framework that is there: the first of
 * these four that can be imported is made to compute something small. For Python 2.7 and everything newer. Sources:
 * CUDA driver API (cuInit, cuDriverGetVersion, cuDeviceGetAttribute 75 and 76); torch.cuda; tf.sysconfig; jax; cupy.
 */
const python = String.raw`
import ctypes, json, os, re, sys

seen = {"python": sys.version.split()[0], "cuda": os.environ.get("CUDA_VERSION"), "gpus": [], "architectures": []}


def dotted(number):
    return "%d.%d" % (number // 1000, number % 1000 // 10) if number else None


def ask_driver():
    for path in ("/proc/driver/nvidia/version", "/sys/module/nvidia/version"):
        try:
            with open(path) as file:
                found = re.search(r"\b(\d{3}\.\d+(?:\.\d+)?)\b", file.read())
                if found:
                    seen["driver"] = found.group(1)
                    break
        except (IOError, OSError):
            pass
    cuda = ctypes.CDLL("libcuda.so.1")
    number = ctypes.c_int()
    if cuda.cuDriverGetVersion(ctypes.byref(number)) == 0:
        seen["driverCuda"] = dotted(number.value)
    seen["init"] = cuda.cuInit(0)
    if seen["init"] != 0 or cuda.cuDeviceGetCount(ctypes.byref(number)) != 0:
        return
    for index in range(number.value):
        name, parts = ctypes.create_string_buffer(100), []
        cuda.cuDeviceGetName(name, 100, index)
        for attribute in (75, 76):
            part = ctypes.c_int()
            cuda.cuDeviceGetAttribute(ctypes.byref(part), attribute, index)
            parts.append(str(part.value))
        seen["gpus"].append({"name": name.value.decode("ascii", "replace"), "capability": ".".join(parts)})


def pytorch():
    import torch
    seen["framework"] = "PyTorch " + torch.__version__
    seen["cuda"] = torch.version.cuda or seen["cuda"]
    try:
        seen["architectures"] = list(torch.cuda.get_arch_list())
    except Exception:
        pass
    ones = torch.ones(8, 8, device="cuda")
    return float((ones @ ones if sys.version_info[0] > 2 else ones.mm(ones)).sum().item()) == 512.0


def tensorflow():
    import tensorflow
    seen["framework"] = "TensorFlow " + tensorflow.__version__
    build = tensorflow.sysconfig.get_build_info() if hasattr(tensorflow.sysconfig, "get_build_info") else {}
    seen["cuda"] = build.get("cuda_version") or seen["cuda"]
    seen["architectures"] = list(build.get("cuda_compute_capabilities") or [])
    if not tensorflow.config.list_physical_devices("GPU"):
        raise RuntimeError("Skipping registering GPU devices" if build.get("is_cuda_build", True) else "cpu build")
    with tensorflow.device("/GPU:0"):
        return float(tensorflow.reduce_sum(tensorflow.matmul(tensorflow.ones((8, 8)), tensorflow.ones((8, 8))))) == 512.0


def jax():
    import jax
    seen["framework"] = "JAX " + jax.__version__
    with jax.default_device(jax.devices("gpu")[0]):
        ones = jax.numpy.ones((8, 8))
        return float((ones @ ones).sum()) == 512.0


def cupy():
    import cupy
    seen["framework"] = "CuPy " + cupy.__version__
    seen["cuda"] = dotted(cupy.cuda.runtime.runtimeGetVersion()) or seen["cuda"]
    ones = cupy.ones((8, 8))
    return float(ones.dot(ones).sum()) == 512.0


def is_there(name):
    try:
        import importlib.util
        return importlib.util.find_spec(name) is not None
    except ImportError:
        import imp
        try:
            return bool(imp.find_module(name))
        except ImportError:
            return False


try:
    ask_driver()
except Exception as error:
    seen["init_error"] = str(error)[:300]
for name, ask in (("torch", pytorch), ("tensorflow", tensorflow), ("jax", jax), ("cupy", cupy)):
    if is_there(name):
        try:
            seen["usable"] = bool(ask())
        except Exception as error:
            seen["usable"] = False
            seen["error"] = ("%s: %s" % (type(error).__name__, error))[:1000]
        break
sys.stdout.write("\n${reportMark}" + json.dumps(seen) + "\n")
sys.stdout.flush()
`;

/**
 * The whole of a check: a script for sh, which every image has. Where there is no Python, what nvidia-smi says is all
 * that can be told; its words are cut down to what needs no quoting in JSON.
 */
export const smokeScript = `
for python in python3 python /opt/conda/bin/python3 /usr/bin/python3 /usr/libexec/platform-python; do
  if command -v "$python" >/dev/null 2>&1; then
    exec "$python" - <<'SHISA_CHECK_ENDS'
${python}
SHISA_CHECK_ENDS
  fi
done
gpus=
if command -v nvidia-smi >/dev/null 2>&1; then
  gpus=$(nvidia-smi --query-gpu=driver_version,compute_cap,name --format=csv,noheader 2>/dev/null |
    tr -cd 'A-Za-z0-9 .,\\n-' 2>/dev/null | while IFS=, read -r driver capability name; do
      printf '{"driver":"%s","capability":"%s","name":"%s"},' "\${driver# }" "\${capability# }" "\${name# }"
    done)
fi
cuda=$(printf %s "\${CUDA_VERSION:-}" | tr -cd '0-9.' 2>/dev/null)
printf '\\n${reportMark}{"shell":[%s],"cuda":"%s"}\\n' "\${gpus%,}" "$cuda"
`;
