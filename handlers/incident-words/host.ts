import type { IncidentWords } from "./words.ts";

/** What the host's own monitor tells. */
export const hostIncidentWords: IncidentWords = {
  "host.disk": {
    ja: (n) => `${n["path"]} のディスクの空きが ${n["percent"]} %（${n["freeGiB"]} GiB）です`,
    en: (n) => `The disk of ${n["path"]} has ${n["percent"]} % (${n["freeGiB"]} GiB) free`,
    advice: {
      ja: "大きなファイルを探して片付けるか（du -xh --max-depth=2）、ディスクを広げてください。",
      en: "Find what is large and remove it (du -xh --max-depth=2), or enlarge the disk.",
    },
  },
  "host.disk_trend": {
    ja: (n) => `${n["path"]} のディスクはこのままだと ${n["days"]} 日でいっぱいになります`,
    en: (n) => `The disk of ${n["path"]} will be full in ${n["days"]} days if this goes on`,
    advice: {
      ja: "何が増えているかを調べてください（du -xh --max-depth=2 を時間をおいて二度）。",
      en: "Find out what grows (du -xh --max-depth=2, twice with some time between).",
    },
  },
  "host.state_disk": {
    ja: (n) => `Shisa の記録を置くディスク（${n["path"]}）の空きが ${n["percent"]} % です`,
    en: (n) => `The disk that holds Shisa's own records (${n["path"]}) has ${n["percent"]} % free`,
    advice: {
      ja: "いっぱいになると、このホストは変更をすべて断ります。今すぐ空きを作ってください。",
      en: "When it is full this host refuses every change. Make room now.",
    },
  },
  "host.state_read_only": {
    ja: (n) => `Shisa の記録（${n["path"]}）に書けません`,
    en: (n) => `Shisa's own records (${n["path"]}) cannot be written`,
    advice: {
      ja: "ディスクの故障で読み取り専用になったのかもしれません（dmesg、mount を見てください）。",
      en: "The disk may have failed and become read-only (see dmesg and mount).",
    },
  },
  "host.inodes": {
    ja: (n) =>
      `${n["path"]} の inode の空きが ${n["percent"]} % です（空き容量があっても、ファイルを作れなくなります）`,
    en: (n) =>
      `${n["path"]} has ${n["percent"]} % of its inodes free: soon no file can be made, however much room is left`,
    advice: {
      ja: "小さなファイルが大量にある場所を探してください（du -x --inodes）。",
      en: "Find where the many small files are (du -x --inodes).",
    },
  },
  "host.memory": {
    ja: (n) => `メモリが足りません（使えるのは ${n["percent"]} %、待ち時間 ${n["stalled"]} %）`,
    en: (n) => `Memory is short (${n["percent"]} % available, ${n["stalled"]} % of the time spent waiting for it)`,
    advice: {
      ja: "何が使っているかを見て（ps aux --sort=-rss）、止めるか移してください。",
      en: "See what uses it (ps aux --sort=-rss), and stop or move it.",
    },
  },
  "host.memory_killed": {
    ja: (n) => `メモリ不足で、この 1 時間に ${n["count"]} 個のプログラムが強制終了されました`,
    en: (n) => `The kernel killed ${n["count"]} programs for lack of memory within the last hour`,
    advice: { ja: "何が終了されたかは dmesg にあります。", en: "dmesg says which they were." },
  },
  "host.clock": {
    ja: (n) => `時計が Redis のホストと ${n["seconds"]} 秒ずれています（30 秒で変更をすべて断ります）`,
    en: (n) =>
      `The clock differs from that of Redis's host by ${n["seconds"]} s (from 30 s on every change is refused)`,
    advice: { ja: "時刻合わせ（chrony など）を動かしてください。", en: "Run a time service, such as chrony." },
  },
};
