import type { GpuImage, SlurmInventory } from "../../../protocol/slurm.ts";

const image = (name: string, changes: Partial<GpuImage> = {}): GpuImage => ({
  ...{ name, title: { ja: name, en: name }, path: `/srv/images/${name}.sif` },
  ...{ framework: null, cuda: null, bytes: 6 * 1024 ** 3, testedAt: null, ...changes },
});

/** Two GPUs of two nodes, nothing running, and three images of which one was never tested. */
export const cluster: SlurmInventory = {
  at: Date.parse("2026-04-01T00:29:50Z"),
  jobs: [],
  nodes: [],
  images: [
    image("pytorch", {
      title: { ja: "深層学習の標準", en: "The usual for deep learning" },
      ...{ framework: "PyTorch 2.4.0", cuda: "12.4", testedAt: Date.parse("2026-03-20T05:00:00Z") },
    }),
    image("tensorflow", { framework: "TensorFlow 2.16.1", cuda: "12.3", testedAt: Date.parse("2026-03-02T05:00:00Z") }),
    image("gcc", { title: { ja: "Cコンパイラ", en: "A C compiler" } }),
  ],
  partition: {
    ...{ name: "gpu", maxMinutes: 1_440, defaultMinutes: 60 },
    ...{ maxGpusPerNode: 1, maxCpusPerNode: 44, maxMemoryMiBPerNode: 512_000 },
  },
};
