import type { IncidentWords } from "./words.ts";

/** What the guests' monitor tells. */
export const guestIncidentWords: IncidentWords = {
  "guest.crashed": {
    ja: (n) => `${n["owner"]} さんの仮想マシン ${n["guest"]} が異常終了しました`,
    en: (n) => `The guest ${n["guest"]} of ${n["owner"]} crashed`,
    advice: {
      ja: "持ち主は /vm start でもう一度起動できます。くり返すときは、ホストのメモリとディスクを確かめてください。",
      en: "Its owner can start it again with /vm start. If it happens again, look at the host's memory and disks.",
    },
  },
  "guest.failed": {
    ja: (n) => `${n["owner"]} さんの仮想マシン ${n["guest"]} を起動できませんでした`,
    en: (n) => `The guest ${n["guest"]} of ${n["owner"]} could not be started`,
    advice: { ja: "/vm why で理由を見てください。", en: "/vm why says why." },
  },
  "guest.panicked": {
    ja: (n) => `${n["owner"]} さんの仮想マシン ${n["guest"]} のカーネルが止まりました（パニック）`,
    en: (n) => `The kernel of the guest ${n["guest"]} of ${n["owner"]} panicked`,
    advice: { ja: "持ち主は /vm restart で起動し直せます。", en: "Its owner can restart it with /vm restart." },
  },
  "guest.disk_error": {
    ja: (n) => `${n["owner"]} さんの仮想マシン ${n["guest"]} は、ディスクに書けないため止まっています`,
    en: (n) => `The guest ${n["guest"]} of ${n["owner"]} is paused: its disk cannot be written`,
    advice: {
      ja: "ホストのディスクがいっぱいか、故障しています。直せば virsh resume で続けられます。",
      en: "The host's disk is full or has failed. Once that is mended, virsh resume lets it go on.",
    },
  },
};
