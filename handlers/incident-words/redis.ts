import type { IncidentWords } from "./words.ts";

/** What the hosts tell of Redis. */
export const redisIncidentWords: IncidentWords = {
  "redis.evicts": {
    ja: (n) => `Redis が仕事を捨てるかもしれません（maxmemory-policy ${n["policy"]}）`,
    en: (n) => `Redis may throw jobs away (maxmemory-policy ${n["policy"]})`,
    advice: { ja: "maxmemory-policy noeviction にしてください。", en: "Set maxmemory-policy noeviction." },
  },
  "redis.forgets": {
    ja: () => "Redis は再起動すると仕事を忘れます（appendonly no）",
    en: () => "Redis forgets every job at a restart (appendonly no)",
    advice: { ja: "appendonly yes にしてください。", en: "Set appendonly yes." },
  },
  "redis.write_failed": {
    ja: () => "Redis がファイルに書けません",
    en: () => "Redis cannot write its file",
    advice: { ja: "Redis のディスクの空きを見てください。", en: "See whether Redis's disk has room." },
  },
  "redis.memory": {
    ja: (n) => `Redis のメモリは上限の ${n["percent"]} % です`,
    en: (n) => `Redis uses ${n["percent"]} % of the memory that it may`,
    advice: {
      ja: "いっぱいになると、どのコマンドも受け付けられません。maxmemory を増やしてください。",
      en: "When it is full no command can be taken. Raise maxmemory.",
    },
  },
  "redis.refuses": {
    ja: () => "Redis が書き込みを断っています",
    en: () => "Redis refuses to be written to",
    advice: { ja: "下の行が理由です。", en: "The line below says why." },
  },
};
