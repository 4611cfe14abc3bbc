export const words = {
  summary: {
    ja: "VMのディスクを大きくします(小さくはできません)",
    en: "Make a VM's disk larger; it never gets smaller",
  },
  size: { ja: "新しい大きさ。20G のように", en: "how large it is to be, like 20G" },
  working: {
    ja: (name: string) => `VM「${name}」のディスクの拡張`,
    en: (name: string) => `Growing the disk of VM ${name}`,
  },
  steps: {
    record: { ja: "大きさを記録する", en: "Write its new size down" },
    grow: { ja: "ディスクを大きくする", en: "Grow the disk" },
  },
  done: {
    ja: (name: string, size: string) => `VM「${name}」のディスクは ${size} になりました`,
    en: (name: string, size: string) => `The disk of VM ${name} is now ${size}`,
  },
  before: { ja: "前の大きさ", en: "Before" },
  insideNow: {
    ja: "VMからはもう大きく見えています。中のファイルシステムは、VMの中で下の行を実行すると広がります(パーティション1が ext4 の場合。df -h で確かめられます)。再起動すると自動で広がるテンプレートもあります。",
    en: "The VM sees it already. To let its file system grow too, type these lines inside the VM (for an ext4 file system on partition 1; df -h shows it). Many templates do it by themselves when they restart.",
  },
  insideLater: {
    ja: "次に起動したときから大きく見えます。中のファイルシステムは、多くのテンプレートでは起動時に自動で広がります。広がらないときは、VMの中で sudo growpart /dev/vda 1 と sudo resize2fs /dev/vda1 を実行してください。",
    en: "The VM sees it when it starts next. In most templates the file system grows by itself then; if not, type inside the VM: sudo growpart /dev/vda 1 and sudo resize2fs /dev/vda1.",
  },
  commands: "sudo growpart /dev/vda 1\nsudo resize2fs /dev/vda1",
} as const;
