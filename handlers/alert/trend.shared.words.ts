import { shown } from "../kit/characters.ts";

/** What a course is of. */
export const words = {
  ceph: { ja: "Cephの使用量", en: "Used in Ceph" },
  backups: { ja: "バックアップの使用量", en: "Used by the backups" },
  disk: (path: string) => ({ ja: `${shown(path, 60)} の空き`, en: `Free on ${shown(path, 60)}` }),
  caption: {
    ja: (what: string, from: string, to: string, length: string) => `${what}: ${length}で ${from} → ${to}`,
    en: (what: string, from: string, to: string, length: string) => `${what}: ${from} → ${to} within ${length}`,
  },
} as const;
