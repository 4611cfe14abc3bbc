import { create, guestOf, host, question, use } from "../questions.ts";
import { all, type Case } from "./case.ts";

export const limits: Case[] = [
  {
    name: "a fourth guest",
    ask: (person) => create(person, {}, { use: use({ guests: 3 }) }),
    expected: all("allow"),
  },
  {
    name: "a fifth guest",
    ask: (person) => create(person, {}, { use: use({ guests: 4 }) }),
    expected: { student: "limit.guests", staff: "allow", admin: "allow", unknown: "person.unknown" },
  },
  {
    name: "a 21st guest",
    ask: (person) => create(person, {}, { use: use({ guests: 20 }) }),
    expected: { student: "limit.guests", staff: "limit.guests", admin: "allow", unknown: "person.unknown" },
  },
  {
    name: "a 41st guest",
    ask: (person) => create(person, {}, { use: use({ guests: 40 }) }),
    expected: all("limit.guests"),
  },
  {
    name: "a new guest of 4 CPUs while none runs",
    ask: (person) => create(person, { cpu: 4 }),
    expected: all("allow"),
  },
  {
    name: "a new guest of 5 CPUs",
    ask: (person) => create(person, { cpu: 5 }),
    expected: { student: "limit.cpus", staff: "allow", admin: "allow", unknown: "person.unknown" },
  },
  {
    name: "a new guest of 33 CPUs",
    ask: (person) => create(person, { cpu: 33 }),
    expected: { student: "limit.cpus", staff: "limit.cpus", admin: "allow", unknown: "person.unknown" },
  },
  {
    name: "a new guest while 7.5 GB run",
    ask: (person) => create(person, {}, { use: use({ runningMemoryMiB: 7_680 }) }),
    expected: { student: "limit.memory", staff: "allow", admin: "allow", unknown: "person.unknown" },
  },
  {
    name: "a new guest of 200 GB of memory",
    ask: (person) => create(person, { memoryMiB: 200 * 1024 }),
    expected: all("limit.memory"),
  },
  {
    name: "a new guest that ends exactly at 60 GB of disk",
    ask: (person) => create(person, {}, { use: use({ diskGiB: 50 }) }),
    expected: all("allow"),
  },
  {
    name: "a new guest that ends at 61 GB of disk",
    ask: (person) => create(person, {}, { use: use({ diskGiB: 51 }) }),
    expected: { student: "limit.disk", staff: "allow", admin: "allow", unknown: "person.unknown" },
  },
  {
    name: "a disk of 11 GB",
    ask: (person) => create(person, { diskGiB: 11 }),
    expected: all("approve:approval.disk"),
  },
  {
    name: "a disk of 61 GB, which no approval makes a student's",
    ask: (person) => create(person, { diskGiB: 61 }),
    expected: {
      student: "limit.disk",
      staff: "approve:approval.disk",
      admin: "approve:approval.disk",
      unknown: "person.unknown",
    },
  },
  {
    name: "a disk of 2049 GB",
    ask: (person) => create(person, { diskGiB: 2049 }),
    expected: all("limit.disk"),
  },
  {
    name: "starting one's guest of 1 CPU while 4 run",
    ask: (person) => question("vm.start", person, { target: guestOf(person), use: use({ runningCpus: 4 }) }),
    expected: { student: "limit.cpus", staff: "allow", admin: "allow", unknown: "person.unknown" },
  },
  {
    name: "starting one's guest of 1 GB while 64 GB run",
    ask: (person) => question("vm.start", person, { target: guestOf(person), use: use({ runningMemoryMiB: 65_536 }) }),
    expected: { student: "limit.memory", staff: "limit.memory", admin: "allow", unknown: "person.unknown" },
  },
  {
    name: "restarting one's running guest when everything that may run runs",
    ask: (person) =>
      question("vm.restart", person, {
        target: guestOf(person, { running: true }),
        use: use({ runningCpus: 64, runningMemoryMiB: 131_072 }),
      }),
    expected: all("allow"),
  },
  {
    name: "stopping and so freeing a guest above every limit",
    ask: (person) =>
      question("vm.stop", person, { target: guestOf(person), use: use({ guests: 99, runningCpus: 99 }) }),
    expected: all("allow"),
  },
];

export const disks: Case[] = [
  {
    name: "a guest that leaves exactly 15 % of the host's disk free",
    ask: (person) => create(person, {}, { host: host({ diskTotalGiB: 1000, diskFreeGiB: 160 }) }),
    expected: all("allow"),
  },
  {
    name: "a guest that leaves less than 15 % of the host's disk free",
    ask: (person) => create(person, {}, { host: host({ diskTotalGiB: 1000, diskFreeGiB: 159.9 }) }),
    expected: all("host.disk_low"),
  },
  {
    name: "a guest where the overlays that are there may still grow too far",
    ask: (person) => create(person, {}, { host: host({ committedGiB: 8_000 }) }),
    expected: all("host.disk_low"),
  },
  {
    name: "a guest of which a tenth is counted by the host's growth factor",
    ask: (person) => create(person, {}, { host: host({ diskTotalGiB: 1000, diskFreeGiB: 151, growth: 0.1 }) }),
    expected: all("allow"),
  },
  {
    name: "a larger disk, which would need approval, where the host has no room",
    ask: (person) => create(person, { diskGiB: 20 }, { host: host({ diskFreeGiB: 0 }) }),
    expected: all("host.disk_low"),
  },
  {
    name: "deleting a guest of one's own on a full host",
    ask: (person) => question("vm.delete", person, { target: guestOf(person), host: host({ diskFreeGiB: 0 }) }),
    expected: all("allow"),
  },
];
