import type { Text } from "../kit/reply.ts";

interface Check {
  readonly title: Text;
  readonly advice?: Text;
}

/** Ceph's own checks, by code: what each means, and what to do first. Those not here are told as Ceph says them. */
export const cephChecks: Readonly<Record<string, Check>> = {
  OSD_DOWN: {
    title: { ja: "Cephのディスク(OSD)が止まっています", en: "A disk of Ceph's (an OSD) is down" },
    advice: {
      ja: "/ceph osd でどのサーバーか確かめてください。再起動や交換をするなら、その前に /ceph noout --for 1h。10分でデータのコピーし直しが始まります。",
      en: "See which server with /ceph osd. Before a restart or a repair: /ceph noout --for 1h. After ten minutes Ceph begins to copy the data anew.",
    },
  },
  OSD_HOST_DOWN: { title: { ja: "サーバーのOSDがすべて止まっています", en: "All OSDs of a server are down" } },
  OSD_ROOT_DOWN: { title: { ja: "すべてのOSDが止まっています", en: "All OSDs are down" } },
  OSD_FULL: {
    title: { ja: "OSDが満杯で、Cephに書き込めません", en: "OSDs are full, and nothing can be written to Ceph" },
    advice: {
      ja: "要らないデータやスナップショットを消すか、ディスクを増やしてください(/ceph df、/ceph osd)。",
      en: "Remove data or snapshots that nobody needs, or add disks (/ceph df, /ceph osd).",
    },
  },
  OSD_BACKFILLFULL: {
    title: { ja: "OSDが満杯に近く、データを移せません", en: "OSDs are too full to take data from others" },
    advice: { ja: "満杯になる前に空きを作ってください。", en: "Make room before they are full." },
  },
  OSD_NEARFULL: {
    title: { ja: "OSDの空きが少なくなっています", en: "OSDs are nearly full" },
    advice: {
      ja: "/ceph df で増えているプールを確かめ、空きを作るかディスクを増やしてください。",
      en: "See with /ceph df which pool grows; make room, or add disks.",
    },
  },
  OSD_OUT_OF_ORDER_FULL: {
    title: { ja: "満杯とみなす割合の設定が矛盾しています", en: "The ratios for full OSDs contradict each other" },
    advice: {
      ja: "nearfull < backfillfull < full の順になるよう、ceph osd set-…-ratio で直してください。",
      en: "They must rise: nearfull, backfillfull, full. Mend them with ceph osd set-…-ratio.",
    },
  },
  OSD_SCRUB_ERRORS: { title: { ja: "点検でデータの不一致が見つかりました", en: "Scrubbing found copies that differ" } },
  OSDMAP_FLAGS: {
    title: { ja: "Cephの動作を止めるフラグが設定されています", en: "Flags are set that keep Ceph from its work" },
    advice: {
      ja: "作業が終わっているなら解除してください。noout は /ceph noout --end、ほかは ceph osd unset です。",
      en: "When the work that they were for is done, end them: noout with /ceph noout --end, others with ceph osd unset.",
    },
  },
  POOL_FULL: {
    title: { ja: "プールが満杯で、書き込めません", en: "A pool is full, and nothing can be written to it" },
    advice: {
      ja: "容量の上限(quota)なら引き上げるか、要らないものを消してください。",
      en: "Where it is its quota, raise that, or remove what nobody needs.",
    },
  },
  POOL_NEARFULL: { title: { ja: "プールの空きが少なくなっています", en: "A pool is nearly full" } },
  PG_AVAILABILITY: {
    title: { ja: "読み書きできないデータがあります", en: "Some data cannot be read or written" },
    advice: {
      ja: "止まっているOSDを先に動かしてください(/ceph osd)。",
      en: "Bring back the OSDs that are down first (/ceph osd).",
    },
  },
  PG_DAMAGED: {
    title: { ja: "データの一部が壊れています", en: "Some data is damaged" },
    advice: {
      ja: "ディスクの故障がないか(smartctl)を確かめ、ceph health detail のPGに ceph pg repair を実行してください。",
      en: "See whether a disk fails (smartctl), then ceph pg repair for the groups that ceph health detail names.",
    },
  },
  PG_DEGRADED: {
    title: { ja: "複製の足りないデータがあります", en: "Some data has fewer copies than it should" },
    advice: {
      ja: "OSDが戻っていれば自然に直ります。減らないときは /ceph osd を見てください。",
      en: "It mends itself once the OSDs are back. If the number does not fall, see /ceph osd.",
    },
  },
  OBJECT_UNFOUND: {
    title: { ja: "見つからないデータがあります", en: "Some data cannot be found" },
    advice: {
      ja: "止まっているOSDに最新の複製があるはずです。そのOSDを動かすまで、何も消さないでください。",
      en: "An OSD that is down should hold the newest copy. Bring it back; remove nothing until then.",
    },
  },
  SLOW_OPS: { title: { ja: "Cephの応答が遅くなっています", en: "Ceph answers slowly" } },
  MON_DOWN: {
    title: { ja: "Cephのモニターが止まっています", en: "A monitor of Ceph's is down" },
    advice: {
      ja: "過半数のモニターが止まると、Ceph全体が使えなくなります。止まったmonのサーバーを確かめてください。",
      en: "Without a majority of its monitors all of Ceph stops. See to the server whose mon is down.",
    },
  },
  MON_DISK_LOW: {
    title: { ja: "モニターのディスクの空きが少なくなっています", en: "The disk of a monitor is getting full" },
    advice: { ja: "そのサーバーの /var/lib/ceph の空きを作ってください。", en: "Make room for /var/lib/ceph there." },
  },
  MON_DISK_CRIT: {
    title: { ja: "モニターのディスクがほぼ満杯です", en: "The disk of a monitor is almost full" },
    advice: {
      ja: "満杯になるとモニターが止まります。今すぐ空きを作ってください。",
      en: "When it is full the monitor stops. Make room now.",
    },
  },
  MON_CLOCK_SKEW: {
    title: { ja: "モニターの時計がずれています", en: "The clocks of the monitors differ" },
    advice: {
      ja: "そのサーバーの時刻合わせ(chrony)を確かめてください。",
      en: "See to the time service (chrony) there.",
    },
  },
  MGR_DOWN: {
    title: { ja: "Cephの管理デーモン(mgr)が動いていません", en: "Ceph's manager daemon (mgr) does not run" },
    advice: {
      ja: "データは使えますが、使用量などの数字が更新されません。mgrのサーバーを確かめてください。",
      en: "Data can be used, but figures stand still. See to the server that runs it.",
    },
  },
  MDS_ALL_DOWN: {
    title: { ja: "ファイルシステム(CephFS)が使えません", en: "The file system (CephFS) is offline" },
    advice: {
      ja: "ホームなどが止まります。mdsのサーバーを確かめてください。",
      en: "Homes on it hang. See to the servers that run its MDS.",
    },
  },
  MDS_UP_LESS_THAN_MAX: {
    title: { ja: "CephFSのmdsが足りません", en: "CephFS has fewer MDS than it should" },
  },
  MDS_INSUFFICIENT_STANDBY: {
    title: { ja: "CephFSに控えのmdsがありません", en: "CephFS has no MDS in reserve" },
  },
  MDS_DAMAGE: { title: { ja: "CephFSの管理データが壊れています", en: "CephFS's metadata is damaged" } },
  MDS_HEALTH_READ_ONLY: { title: { ja: "CephFSに書き込めません", en: "CephFS can only be read" } },
  FS_DEGRADED: { title: { ja: "CephFSの一部が復旧中です", en: "Part of CephFS is recovering" } },
  RECENT_CRASH: {
    title: { ja: "Cephのデーモンが異常終了しました", en: "A daemon of Ceph's crashed" },
    advice: {
      ja: "ceph crash ls-new で原因を見て、確認が済んだら /ceph crash archive。",
      en: "Look with ceph crash ls-new; once you know why: /ceph crash archive.",
    },
  },
  RECENT_MGR_MODULE_CRASH: {
    title: { ja: "mgrのモジュールが異常終了しました", en: "A module of the manager daemon crashed" },
    advice: { ja: "確認が済んだら /ceph crash archive。", en: "Once you know why: /ceph crash archive." },
  },
};
