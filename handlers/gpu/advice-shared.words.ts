/** Why a job may have ended so, and what to do next. */
export const words = {
  out_of_memory: {
    ja: (asked: string, more: string) =>
      `メモリ不足で止められました(指定: ${asked})。--memory ${more} を付けてもう一度実行するか、データを少しずつ読み込む、DataLoader の num_workers を減らすなどしてください。`,
    en: (asked: string, more: string) =>
      `It ran out of memory (it had asked for ${asked}) and was ended. Run it again with --memory ${more}, or load less at a time: smaller pieces of data, fewer workers of the DataLoader.`,
  },
  gpu_out_of_memory: {
    ja: (size: string) =>
      `GPUのメモリが足りません${size === "" ? "" : `(このGPUは ${size})`}。--memory を増やしても変わりません。バッチサイズを半分にする、半精度(AMP)を使う、入力やモデルを小さくするのどれかを試してください。`,
    en: (size: string) =>
      `The GPU's own memory was full${size === "" ? "" : ` (this GPU has ${size})`}; --memory does not change that. Halve the batch size, use half precision (AMP), or make the input or the model smaller.`,
  },
  time_limit: {
    ja: (minutes: number, more: string) =>
      `制限時間(${minutes}分)が来たので止められました。--time ${more} を付けてもう一度実行してください。長い学習は途中経過(チェックポイント)を保存しておくと続きから始められます。`,
    en: (minutes: number, more: string) =>
      `Its time was over (${minutes} min). Run it again with --time ${more}; training that saves checkpoints can go on where it was.`,
  },
  driver_too_old: {
    ja: (cuda: string) =>
      `このイメージの CUDA は、GPUのドライバ${cuda === "" ? "" : `(CUDA ${cuda} まで)`}より新しすぎます。ドライバは自分では変えられません。古い CUDA のイメージを選んでください。`,
    en: (cuda: string) =>
      `The image's CUDA is newer than what the GPU's driver can do${cuda === "" ? "" : ` (up to CUDA ${cuda})`}. The driver is not yours to change: choose an image with an older CUDA.`,
  },
  no_kernel_image: {
    ja: (device: string) =>
      `このイメージのフレームワークは、ここのGPU${device === "" ? "" : `(${device})`}向けに作られていません。多くの場合、GPUが古すぎるか、イメージが古すぎるかです。別のイメージを選んでください。`,
    en: (device: string) =>
      `The image's framework was not built for this GPU${device === "" ? "" : ` (${device})`}: the GPU is too old for the image, or the image for the GPU. Choose another image.`,
  },
  gpu_unused: {
    ja: () =>
      'GPUが一度も使われませんでした。モデルとデータをGPUに移しているか(PyTorch なら .to("cuda"))、イメージがGPUを使えるかを確かめてください。GPUが要らない仕事なら --gpus 0 にすると早く始まります。',
    en: () =>
      'Its GPU was never used. Is the model moved to it, and the data (in PyTorch .to("cuda")), and can the image use it at all? Work that needs none starts sooner with --gpus 0.',
  },
  no_gpu_seen: {
    ja: () => "プログラムからGPUが見えず、CPUで動いたか、止まりました。イメージがGPUを使えるか確かめてください。",
    en: () => "The program saw no GPU; it ran on the CPU, or stopped. See whether its image can use one.",
  },
  no_gpu_asked: {
    ja: () => "GPUを頼んでいないので、プログラムからGPUが見えません。--gpus 1 を付けてもう一度実行してください。",
    en: () => "It had asked for no GPU, so it saw none. Run it again with --gpus 1.",
  },
  cpu_build: {
    ja: () => "フレームワークがCPU専用版です。GPU版の入ったイメージを選んでください。",
    en: () => "Its framework is a build for CPUs only. Choose an image with one for GPUs.",
  },
  module_missing: {
    ja: (name: string) =>
      name === ""
        ? "必要な Python モジュールがありません。"
        : `Python モジュール「${name}」がありません。入っているイメージを選ぶか、スクリプトの初めで pip install --user ${name} を実行してください(パッケージの名前はモジュールと違うことがあります)。自分のファイルなら、ジョブのフォルダに置いてください。`,
    en: (name: string) =>
      name === ""
        ? "A Python module that it needs is missing."
        : `The Python module ${name} is missing. Choose an image that has it, or begin the script with pip install --user ${name} (a package may be called differently from its module). If it is a file of yours, put it into the job's folder.`,
  },
  library_missing: {
    ja: (name: string) =>
      `システムのライブラリ ${name} がイメージにありません。入っているイメージを選んでください(OpenCV なら opencv-python-headless にすると要りません)。`,
    en: (name: string) =>
      `The system's library ${name} is not in the image. Choose one that has it (for OpenCV: opencv-python-headless does without).`,
  },
  command_missing: {
    ja: (name: string) =>
      `${name === "" ? "コマンド" : `コマンド「${name}」`}が見つかりません。綴りを確かめ、それが入っているイメージを選んでください。`,
    en: (name: string) =>
      `${name === "" ? "A command" : `The command ${name}`} was not found. Check how it is spelt, and choose an image that has it.`,
  },
  node_failed: {
    ja: () => "あなたのせいではありません。計算ノードが故障したため止まりました。もう一度実行してください。",
    en: () => "This is not your doing: the node it ran on failed. Run it again.",
  },
  disk_full: {
    ja: () =>
      "書き込み先のディスクがいっぱいです。/tmp に書いているなら、自分のホームに書くようにしてください。ホームなら不要なファイルを消してください。",
    en: () =>
      "The disk that it wrote to is full. If that was /tmp, write to your home instead; if it was your home, remove what you no longer need.",
  },
  quota_full: {
    ja: () => "ホームの容量の上限に達しました。不要なファイルを消してから、もう一度実行してください。",
    en: () => "Your home has reached its quota. Remove what you no longer need, then run it again.",
  },
  image_failed: {
    ja: (said: string) => `イメージを起動できませんでした${said === "" ? "" : `: ${said}`}。`,
    en: (said: string) => `The image could not be started${said === "" ? "" : `: ${said}`}.`,
  },
  log_gone: {
    ja: () =>
      "ログがないので、終わった理由を調べられません。ホームの容量と、ログのフォルダがあるかを確かめてください。",
    en: () => "There is no log to tell why it ended. Is there room in your home, and is the folder of logs there?",
  },
  check: {
    ja: (image: string) => `イメージ「${image}」を調べる`,
    en: (image: string) => `Check the image ${image}`,
  },
  images: { ja: "使えるイメージを見る", en: "See tested images" },
  nodes: { ja: "ノードの様子を見る", en: "See the nodes" },
  disk: { ja: "ホームの容量を見る", en: "See what your home takes" },
} as const;
