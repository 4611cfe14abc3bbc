// The Debian 12 packages that Shisa uses on a machine, by what they are for, and what each npm script needs of
// them. Data only: set-up reads it before `npm ci`, and a test holds it against the programs that are started.
// Packages that every Debian has are named too: a container may lack them.

const redis = ["redis-server"];

const vm = [
  "libvirt-daemon",
  "libvirt-daemon-config-nwfilter", // the clean-traffic filter against spoofed addresses
  "libvirt-clients",
  "qemu-system-x86",
  "qemu-utils",
  "dnsmasq-base",
  "iptables",
  "ebtables", // libvirt's filters on a bridge
  "genisoimage",
  "openssh-client",
];

const executor = ["coreutils", "libc-bin", "util-linux", "passwd", "procps", "findutils", "tar", "bubblewrap"];

const rsnapshot = ["rsnapshot", "rsync", "openssh-server"]; // backups over ssh; the server for the lab's sources

const backups = [
  "ceph-common", // ceph and rbd
  "qemu-block-extra", // qemu-img reads and writes the pool
  "attr", // what a folder of CephFS holds
];

const slurm = ["slurm-client"]; // jobs of the cluster

const munge = ["munge"]; // who somebody is, proved on any machine of the department

const ceph = ["ceph-mon"];

// Disks and a file system beside the monitor; the demo does without.
const storage = ["ceph-mgr", "ceph-osd", "ceph-mds", "ceph-fuse"];

const lab = ["extlinux", "syslinux-common", "fdisk", "mount", "e2fsprogs", "iproute2"];

const test = ["strace", "cloud-init", "bindfs", "prometheus-alertmanager"];

const department = [...redis, ...vm, ...executor, ...rsnapshot, ...munge, ...slurm, ...ceph, ...backups, ...lab];

/**
 * What an npm script needs and which program it runs.
 *
 * @typedef {object} Purpose
 * @property {readonly string[]} packages Debian packages
 * @property {string} program the built program, as a path below dist/
 * @property {readonly string[]} [first] what it is given before the person's own arguments
 * @property {boolean} root the program starts virtual machines or reads root's files
 * @property {boolean} stopsOnTypeErrors a type error ends set-up; elsewhere it is said and the program runs all the same
 * @property {readonly string[]} packageFree arguments under which the program needs neither root nor packages
 * @property {readonly string[]} asBuilt arguments under which the program runs as it was last built, so that what is
 *   running can always be stopped
 * @property {boolean} passesYes the program itself knows `--yes`
 * @property {boolean} counts the program ends with `N passed, N failed`, and so does a set-up for it that fails
 */

/** @type {Readonly<Record<string, Purpose>>} */
export const purposes = {
  demo: {
    packages: department,
    program: "bin/demo.js",
    root: true,
    stopsOnTypeErrors: true,
    packageFree: ["--help"],
    asBuilt: ["--stop", "--status"],
    passesYes: true,
    counts: false,
  },
  test: {
    packages: [...department, ...storage, ...test],
    program: "test/run.js",
    root: true,
    stopsOnTypeErrors: false,
    packageFree: ["check", "unit"],
    asBuilt: [],
    passesYes: false,
    counts: true,
  },
  check: {
    packages: [],
    program: "test/check.js",
    root: false,
    stopsOnTypeErrors: false,
    packageFree: [],
    asBuilt: [],
    passesYes: false,
    counts: true,
  },
  lab: {
    packages: [...department, ...storage],
    program: "test/lab/main.js",
    root: true,
    stopsOnTypeErrors: false,
    packageFree: ["--help"],
    asBuilt: ["down", "status"],
    passesYes: false,
    counts: false,
  },
  bench: {
    packages: department,
    program: "test/bench/main.js",
    root: true,
    stopsOnTypeErrors: true,
    packageFree: ["--help"],
    asBuilt: [],
    passesYes: false,
    counts: false,
  },
  manifest: {
    packages: [],
    program: "bin/shisa.js",
    first: ["manifest"],
    root: false,
    stopsOnTypeErrors: false,
    packageFree: [],
    asBuilt: [],
    passesYes: false,
    counts: false,
  },
  policy: {
    packages: [],
    program: "bin/shisa.js",
    first: ["policy"],
    root: false,
    stopsOnTypeErrors: false,
    packageFree: [],
    asBuilt: [],
    passesYes: false,
    counts: false,
  },
};
