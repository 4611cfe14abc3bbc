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

testGoldens(messages);
