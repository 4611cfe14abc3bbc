import type { Phrases } from "../phrases.ts";

/** Why something was not done to Ceph. */
export const cephWords: Phrases = {
  "ceph.none": {
    ja: (n) => [
      n.has("host") ? `${n.text("host")} ではCephを操作できません` : "Cephを操作できるホストがありません",
      "ホストの設定(SHISA_CEPH_CONF など)を管理者が確かめてください。",
    ],
    en: (n) => [
      n.has("host") ? `${n.text("host")} cannot do that to Ceph` : "No host can do that to Ceph",
      "An administrator should see the host's settings (SHISA_CEPH_CONF and the others).",
    ],
  },
  "ceph.code": {
    ja: (n) => [
      `「${n.text("typed")}」はCephのチェックの名前ではありません`,
      "OSD_DOWN のような名前です。/ceph health で見られます。",
    ],
    en: (n) => [
      `${n.text("typed")} is no check of Ceph's`,
      "They look like OSD_DOWN; /ceph health shows those raised.",
    ],
  },
  "ceph.span": {
    ja: (n) => [
      `「${n.text("typed")}」は時間として読めないか、範囲外です`,
      `30m や 4h のように、${n.text("minimum")}分から${n.text("hours")}時間までで指定してください。`,
    ],
    en: (n) => [
      `${n.text("typed")} is no length of time that can be used here`,
      `Write it as 30m or 4h, from ${n.text("minimum")} min to ${n.text("hours")} h.`,
    ],
  },
  "ceph.not_raised": {
    ja: (n) => [
      n.has("code") ? `${n.text("code")} の警告は出ていません` : "その警告はもう出ていません",
      n.has("raised") ? `いま出ているもの: ${n.names("raised")}` : "いま出ている警告はありません。",
    ],
    en: (n) => [
      n.has("code") ? `${n.text("code")} is not raised` : "It is not raised any more",
      n.has("raised") ? `Raised now: ${n.names("raised")}.` : "Nothing is raised now.",
    ],
  },
  "ceph.not_muted": {
    ja: (n) => [`${n.text("code")} はミュートされていません`],
    en: (n) => [`${n.text("code")} is not muted`],
  },
  "ceph.noout_foreign": {
    ja: () => [
      "noout は手作業で設定されています",
      "Shisaが設定したものではないので変えません。要らなければ ceph osd unset noout で解除してください。",
    ],
    en: () => [
      "noout was set by hand",
      "It is not Shisa's to change. If nobody needs it, end it with ceph osd unset noout.",
    ],
  },
  "ceph.noout_none": {
    ja: () => ["noout は設定されていません"],
    en: () => ["noout is not set"],
  },
  "ceph.no_crashes": {
    ja: () => ["確認していない異常終了はありません"],
    en: () => ["There is no crash that nobody has looked at"],
  },
  "ceph.unreachable": {
    ja: () => ["Cephに接続できませんでした", "/ceph status で状態を確かめてください。"],
    en: () => ["Ceph could not be reached", "See how it is with /ceph status."],
  },
};
