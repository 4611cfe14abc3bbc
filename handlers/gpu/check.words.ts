export const words = {
  summary: {
    ja: "イメージがGPUを本当に使えるかを、短いジョブ(2分以内)で確かめます",
    en: "Find out by a short job whether an image can use a GPU",
  },
  image: {
    ja: "イメージの名前(/gpu images)、自分の sif(~/my.sif)、または docker://…",
    en: "an image's name (/gpu images), a sif of yours (~/my.sif), or docker://…",
  },
  working: {
    ja: (image: string) => `イメージ「${image}」の確認`,
    en: (image: string) => `Checking the image ${image}`,
  },
  steps: {
    image: { ja: "イメージを用意する", en: "Get the image" },
    submit: { ja: "短いジョブを出す", en: "Submit a short job" },
    run: { ja: "GPUのあるノードで動かす", en: "Run it on a node with a GPU" },
  },
  titles: {
    usable: { ja: (image: string) => `${image} はGPUを使えます`, en: (image: string) => `${image} can use the GPU` },
    no_gpu_seen: {
      ja: (image: string) => `${image} からはGPUが見えません`,
      en: (image: string) => `${image} sees no GPU`,
    },
    driver_too_old: {
      ja: (image: string) => `${image} はここでは使えません: CUDA が新しすぎます`,
      en: (image: string) => `${image} cannot be used here: its CUDA is too new`,
    },
    gpu_too_old: {
      ja: (image: string) => `${image} はここでは使えません: このGPU向けに作られていません`,
      en: (image: string) => `${image} cannot be used here: it was not built for this GPU`,
    },
    no_framework: {
      ja: (image: string) => `${image} からGPUは見えますが、試せるフレームワークがありません`,
      en: (image: string) => `${image} sees the GPU, and has no framework to try it with`,
    },
    not_started: {
      ja: (image: string) => `${image} を起動できませんでした`,
      en: (image: string) => `${image} could not be started`,
    },
    unclear: {
      ja: (image: string) => `${image} がGPUを使えるかは分かりませんでした`,
      en: (image: string) => `Whether ${image} can use the GPU did not become clear`,
    },
  },
  why: {
    usable: {
      ja: () => "小さな計算をGPUで実行し、正しい答えが出ました。",
      en: () => "It did a small calculation on the GPU, and the answer was right.",
    },
    no_gpu_seen: {
      ja: () =>
        "GPUを頼み、--nv も付けましたが、イメージの中のプログラムはGPUを見つけられません。フレームワークがCPU専用版か、イメージが CUDA_VISIBLE_DEVICES を書き換えています。確認済みのイメージでも同じなら、ノードの故障かもしれません。管理者に知らせてください。",
      en: () =>
        "A GPU was asked for, and --nv was given, and programs in the image find none: its framework is for CPUs only, or it sets CUDA_VISIBLE_DEVICES itself. If a tested image says the same, the node may be broken; please tell an administrator.",
    },
    driver_too_old: {
      ja: (cuda: string, driver: string) =>
        `イメージの CUDA は${cuda === "" ? "" : ` ${cuda} で`}、ノードのドライバ${driver === "" ? "" : `が動かせる CUDA ${driver}`}より新しいものです。ドライバは変えられないので、CUDA の古いイメージを使ってください。`,
      en: (cuda: string, driver: string) =>
        `The image's CUDA${cuda === "" ? "" : ` (${cuda})`} is newer than what the node's driver can do${driver === "" ? "" : ` (CUDA ${driver})`}. The driver cannot be changed; use an image with an older CUDA.`,
    },
    gpu_too_old: {
      ja: (gpu: string, built: string) =>
        `${gpu === "" ? "このGPU" : gpu} で動くプログラムが、イメージのフレームワークに入っていません${built === "" ? "" : `(入っているもの: ${built})`}。`,
      en: (gpu: string, built: string) =>
        `Its framework has no code for ${gpu === "" ? "this GPU" : gpu}${built === "" ? "" : `; it was built for ${built}`}.`,
    },
    no_framework: {
      ja: () =>
        "PyTorch・TensorFlow・JAX・CuPy のどれも入っていません。自分のCUDAプログラムなら、このまま使えるはずです。",
      en: () => "None of PyTorch, TensorFlow, JAX and CuPy is in it. A CUDA program of your own should work.",
    },
    not_started: {
      ja: () =>
        "壊れているか、イメージではないファイルか、sh が入っていません。添付のログに apptainer の言葉があります。",
      en: () => "It is damaged, no image at all, or has no sh. The attached log has apptainer's own words.",
    },
    unclear: {
      ja: () => "短いジョブは終わりましたが、結果を読み取れませんでした。もう一度試してください。",
      en: () => "The short job came to its end, and what it found could not be read. Try it once more.",
    },
  },
  attached: {
    ja: "添付のログに、イメージの中で表示されたものがあります。",
    en: "The attached log has what was printed in it.",
  },
  instead: {
    ja: (names: string) => `代わりに使えるイメージ: ${names}`,
    en: (names: string) => `Images that can be used there: ${names}`,
  },
  none: {
    ja: "このノードで使えると確認されたイメージは、ほかにありません。管理者に頼んでください。",
    en: "No other image is known to work on that node; please ask an administrator for one.",
  },
  node: { ja: "ノード", en: "Node" },
  gpu: { ja: "GPU", en: "GPU" },
  driver: { ja: "ドライバ", en: "Driver" },
  upTo: { ja: (cuda: string) => `(CUDA ${cuda} まで)`, en: (cuda: string) => ` (up to CUDA ${cuda})` },
  capability: { ja: (number: string) => `(世代 ${number})`, en: (number: string) => ` (capability ${number})` },
  cuda: { ja: "イメージの CUDA", en: "Image's CUDA" },
  framework: { ja: "フレームワーク", en: "Framework" },
  python: { ja: "Python", en: "Python" },
  try: { ja: (name: string) => `${name} を調べる`, en: (name: string) => `Check ${name}` },
  images: { ja: "使えるイメージを見る", en: "See tested images" },
  file: "gpu-check.log",
} as const;
