/**
 * All that the template is made of. Its cache is keyed by this, the files of guest/ and the versions of the packages;
 * raise `revision` when the code that builds it changes what it builds.
 */
export const RECIPE = {
  revision: 1,
  name: "tiny",
  title: { ja: "とても小さなLinux(練習用)", en: "A tiny Linux (for practice)" },
  osinfo: "linux2022",
  /** Bytes; a multiple of 1 MiB. */
  diskBytes: 192 * 1024 * 1024,
  /** Bytes from the start of the disk to its one partition, which holds everything. */
  partitionOffset: 1024 * 1024,
  /** The kernel's package is the one that this depends on. */
  kernelMetaPackage: "linux-image-cloud-amd64",
  packages: [
    "busybox-static",
    "dropbear-bin",
    "libtomcrypt1",
    "libtommath1",
    "libgmp10",
    "zlib1g",
    "libcrypt1",
    "libc6",
    "sudo",
    "libpam0g",
    "libpam-modules",
    "libaudit1",
    "libcap-ng0",
    "libselinux1",
    "libpcre2-8-0",
  ],
  libraries: [
    "ld-linux-x86-64.so.2",
    "libc.so.6",
    "libcrypt.so.1",
    "libz.so.1",
    "libgmp.so.10",
    "libtommath.so.1",
    "libtomcrypt.so.1",
    "libpam.so.0",
    "libaudit.so.1",
    "libcap-ng.so.0",
    "libselinux.so.1",
    "libpcre2-8.so.0",
    "security/pam_permit.so",
    "security/pam_deny.so",
  ],
  programs: ["usr/sbin/dropbear", "usr/bin/dropbearkey", "usr/bin/sudo"],
  sudoFiles: ["sudoers.so", "libsudo_util.so.0"],
  /** In the order in which they need each other; loaded before the root disk is there. */
  bootModules: [
    "drivers/virtio/virtio_ring",
    "drivers/virtio/virtio",
    "drivers/virtio/virtio_pci_legacy_dev",
    "drivers/virtio/virtio_pci_modern_dev",
    "drivers/virtio/virtio_pci",
    "drivers/block/virtio_blk",
    "net/core/failover",
    "drivers/net/net_failover",
    "drivers/net/virtio_net",
    "drivers/input/evdev",
    "drivers/acpi/button",
    "drivers/char/hw_random/virtio-rng",
  ],
  /** Kept on the root disk for the seed's CD image, whichever bus it is on. */
  seedModules: [
    "drivers/cdrom/cdrom",
    "fs/isofs/isofs",
    "drivers/scsi/scsi_common",
    "drivers/scsi/scsi_mod",
    "drivers/scsi/sr_mod",
    "drivers/scsi/virtio_scsi",
    "drivers/ata/libata",
    "drivers/ata/ata_piix",
  ],
  kernelArguments: [
    "quiet loglevel=3 console=ttyS0 net.ifnames=0 panic=5 random.trust_cpu=on",
    // Each of these shortens the boot under software emulation by a tenth of a second to a whole one.
    "mitigations=off cryptomgr.notests nokaslr init_on_alloc=0 acpi=noirq tsc=reliable",
    "apparmor=0 audit=0 nowatchdog ipv6.disable=1",
  ].join(" "),
} as const;
