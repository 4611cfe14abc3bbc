import { resultReply } from "../../../handlers/kit/render.ts";
import { refuse } from "../../../protocol/refusal.ts";
import { cluster } from "./cluster.ts";
import { host } from "./department.ts";
import { command, ended, type Goldens, result, testGoldens, typed } from "./golden.ts";

const [image] = cluster.images;
const input = { name: "pytorch", path: image?.path, title: image?.title };
const empty = host("gpu1", []);

const refusedWith = (code: string, numbers: Record<string, string> = {}): Goldens[string] => {
  const refusal = refuse(code, numbers);
  return (context) =>
    resultReply(command("image.add"), input, result({ action: "image.add", status: "refused", refusal }), context)
      .reply;
};

const messages: Goldens = {
  "gpu-images": typed("/gpu images"),
  "gpu-images-none": typed("/gpu images", {
    hosts: [{ ...empty, inventory: { ...empty.inventory, slurm: { ...cluster, images: [] } } }],
  }),
  "gpu-image-added": ended(
    { action: "image.add", status: "done", output: { host: "gpu1", image: { ...image, testedAt: null } } },
    input,
  ),
  "gpu-image-added-silent": ended(
    {
      ...{ action: "image.add", status: "done" },
      output: { host: "gpu1", image: { ...image, framework: null, cuda: null, testedAt: null } },
    },
    input,
  ),
  "gpu-image-retired": ended({ action: "image.retire", status: "done", output: { host: "gpu1", image } }, input),
  "gpu-image-writable": refusedWith("image.writable", { path: "/srv/images" }),
  "gpu-image-not-sif": refusedWith("image.not_sif", { path: "/srv/images/pytorch.sif" }),
};

const v100 = { name: "Tesla V100-PCIE-32GB", capability: "7.0" };
const seen = {
  ...{ driver: "535.183.01", driverCuda: "12.2", cuda: "12.4", gpus: [v100], framework: "PyTorch 2.4.0+cu124" },
  ...{ usable: true, python: "3.11.9", architectures: ["sm_60", "sm_70", "sm_90"] },
};
const log = { path: "~/gpu-logs/41.log", bytes: 6, text: "hello\n", whole: true };
const checked = (verdict: string, changes: object = {}, saw: object | null = {}): Goldens[string] =>
  ended(
    {
      ...{ action: "gpu.check", status: "done" },
      output: {
        ...{ host: "gpu1", job: 41, image: "pytorch", node: "n1", state: "completed", verdict, instead: [], log },
        ...{ seen: saw === null ? null : { ...seen, ...saw }, ...changes },
      },
    },
    { image: { kind: "listed", name: "pytorch" } },
  );
const own = { image: "~/new.sif", instead: ["pytorch", "tensorflow"] };

const checks: Goldens = {
  "gpu-check-usable": checked("usable"),
  "gpu-check-driver": checked("driver_too_old", own, { cuda: "13.0", gpus: [], usable: false }),
  "gpu-check-gpu": checked("gpu_too_old", own, { usable: false, architectures: ["sm_75", "sm_80", "sm_90"] }),
  "gpu-check-unseen": checked("no_gpu_seen", own, { driver: null, driverCuda: null, gpus: [], usable: false }),
  "gpu-check-bare": checked("no_framework", {}, { framework: null, usable: null, python: null, architectures: [] }),
  "gpu-check-broken": checked("not_started", { ...own, instead: [], state: "failed" }, null),
  "gpu-check-unclear": checked("unclear", { state: "timeout", node: null, log: null }, null),
  "gpu-check-unknown": typed("/gpu check pytroch"),
};

testGoldens({ ...messages, ...checks });
