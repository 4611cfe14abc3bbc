import type { Phrases } from "../phrases.ts";

/** What a person may hold. `use` and `request` are theirs, `limit` is the rule's. */
export const limitWords: Phrases = {
  "limit.guests": {
    ja: (n) => [
      "VMの数の上限です",
      `いま${n.text("use")}台あり、上限は${n.text("limit")}台です(停止中のものも数えます)。`,
      "要らないVMを /vm delete で削除すると、新しく作れます。",
    ],
    en: (n) => [
      "You have as many VMs as you can have",
      `You have ${n.text("use")} and the limit is ${n.text("limit")}; stopped ones count too.`,
      "Delete one that you no longer need (/vm delete), then there is room.",
    ],
  },
  "limit.cpus": {
    ja: (n) => [
      "CPUの上限を超えます",
      `動いているVMで${n.text("use")}個使っていて、さらに${n.text("request")}個で合計${n.sum("use", "request")}個になります。上限は${n.text("limit")}個です。`,
      "動いているVMを /vm stop で止めるか、CPUを減らしてください。",
    ],
    en: (n) => [
      "That would be too many CPUs",
      `Your running VMs have ${n.text("use")}; ${n.text("request")} more makes ${n.sum("use", "request")}, and the limit is ${n.text("limit")}.`,
      "Stop a running VM (/vm stop), or ask for fewer CPUs.",
    ],
  },
  "limit.memory": {
    ja: (n) => [
      "メモリの上限を超えます",
      `動いているVMで ${n.mib("use")} 使っていて、さらに ${n.mib("request")} が必要です。上限は ${n.mib("limit")} です。`,
      "動いているVMを /vm stop で止めるか、メモリを減らしてください。",
    ],
    en: (n) => [
      "That would be too much memory",
      `Your running VMs have ${n.mib("use")} and this takes ${n.mib("request")} more; the limit is ${n.mib("limit")}.`,
      "Stop a running VM (/vm stop), or ask for less memory.",
    ],
  },
  "limit.disk": {
    ja: (n) => [
      "ディスクの上限を超えます",
      `いま ${n.gib("use")} 使っていて、さらに ${n.gib("request")} が必要です。上限は ${n.gib("limit")} です(停止中のVMも数えます)。`,
      "要らないVMを /vm delete で削除するか、ディスクを小さくしてください。",
    ],
    en: (n) => [
      "That would be too much disk",
      `You hold ${n.gib("use")} and this takes ${n.gib("request")} more; the limit is ${n.gib("limit")}, and stopped VMs count too.`,
      "Delete a VM that you no longer need (/vm delete), or ask for a smaller disk.",
    ],
  },
  "limit.gpus": {
    ja: (n) => [
      "GPUの上限を超えます",
      `${n.text("request")}個のご希望ですが、同時に使えるのは${n.text("limit")}個までです。`,
      "GPUの数を減らしてください。複数のジョブに分ければ、順番に動きます。",
    ],
    en: (n) => [
      "That would be too many GPUs",
      `You asked for ${n.text("request")}; you may use ${n.text("limit")} at once.`,
      "Ask for fewer, or make several jobs of it: they run one after the other.",
    ],
  },
  "approval.disk": {
    ja: (n) => [
      `${n.gib("free")} を超えるディスクには承認が必要です`,
      `ご希望の大きさは ${n.gib("request")} です。${n.gib("free")} までなら承認なしで作れます。`,
    ],
    en: (n) => [
      `A disk over ${n.gib("free")} needs an approval`,
      `You asked for ${n.gib("request")}; up to ${n.gib("free")} needs nobody's.`,
    ],
  },
};
