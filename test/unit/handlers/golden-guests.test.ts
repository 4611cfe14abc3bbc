import { unknownReply, workingReply } from "../../../handlers/kit/render.ts";
import type { Finding } from "../../../protocol/actions/vm-why.ts";
import { whyChecks } from "../../../protocol/actions/vm-why.ts";
import { refuse } from "../../../protocol/refusal.ts";
import { host, inventory, job, now, people, usualGuests } from "./department.ts";
import { command, ended, type Goldens, input, refusal, result, testGoldens, typed } from "./golden.ts";

const reachable = {
  name: "new",
  host: "vm1",
  hostName: "e235701-new",
  address: "192.168.122.12",
  reach: "nat",
  ssh: "ssh -J vm1.example.jp e235701@192.168.122.12",
};
const created = {
  ...reachable,
  uuid: "4a3f2b1c-0d9e-4f8a-9b7c-6d5e4f3a2b1c",
  template: "tiny",
  cpu: 1,
  memoryMiB: 1024,
  diskGiB: 10,
};
const shown = {
  ...{ name: "web", host: "vm1", hostName: "e235701-web", state: "running", ssh: "ssh e235701@192.168.122.11" },
  interfaces: [
    { mac: "52:54:00:12:34:56", network: "default", reserved: "192.168.122.11", seen: "192.168.122.11", reach: "nat" },
  ],
};
const unseen = { ...shown, ssh: null, interfaces: shown.interfaces.map((one) => ({ ...one, seen: null })) };
const whole = {
  ...{ uuid: created.uuid, template: "tiny", cpu: 1, memoryMiB: 1024, diskGiB: 10, diskUsedMiB: 300 },
  ...{ createdAt: "2026-03-30T03:00:00.000Z", note: "研究用", acceleration: "emulation" },
};

const ok = { found: "ok", numbers: {} } as const;
const unlooked = { found: "unlooked", code: "why.unlooked_off", numbers: {} } as const;
const address = { address: "192.168.122.11" };
const usualFindings: Record<Finding["about"], Omit<Finding, "about">> = {
  owner: { ...ok, code: "why.yours", numbers: { name: "e235701", uid: 10_001 } },
  state: { ...ok, code: "why.runs", numbers: { since: now - 3_600_000 } },
  limits: { ...ok, code: "why.counted", numbers: { cpus: 1, memory: 1024 } },
  host: { ...ok, code: "why.host_ready", numbers: { host: "vm1", percent: 80, minimum: 15 } },
  reservation: { ...ok, code: "why.reserved", numbers: address },
  lease: { ...ok, code: "why.leased", numbers: address },
  answer: { ...ok, code: "why.answers", numbers: address },
};
const off: Partial<typeof usualFindings> = {
  state: { found: "wrong", code: "why.off_cut", numbers: {} },
  limits: { ...ok, code: "why.may_start" },
  lease: unlooked,
  answer: unlooked,
};
const overLimit = { limits: { found: "wrong", code: refusal.code, numbers: refusal.numbers } } as const;
const silent: Partial<typeof usualFindings> = {
  answer: { found: "wrong", code: "why.silent", numbers: address },
};
/** What a host says that it found. */
const looked = (changes: Partial<typeof usualFindings> = {}) => ({
  name: "web",
  host: "vm1",
  state: changes.state === undefined ? "running" : "off",
  findings: whyChecks.map((about) => ({ about, ...usualFindings[about], ...changes[about] })),
  ssh: Object.keys(changes).length === 0 ? "ssh e235701@192.168.122.11" : null,
  approvers: changes.limits?.found === "wrong" ? ["admin"] : [],
});
const known = [people.hanako, people.admin].map((person) => ({ ...person, roles: [...person.roles] }));

const create = { action: "vm.create" } as const;
const undone = [
  { name: "reserve", state: "undone" },
  { name: "overlay", state: "undone" },
  { name: "seed", state: "failed" },
] as const;

const messages: Goldens = {
  "create-waiting": ({ language }) =>
    workingReply(command("vm.create"), input, { number: 42, state: "waiting", steps: [], elapsedMs: 300 }, language),
  "create-running": ({ language }) =>
    workingReply(command("vm.create"), input, { ...job(), state: "running", elapsedMs: 4_200 }, language),
  "create-undoing": ({ language }) =>
    workingReply(command("vm.create"), input, { ...job(), state: "undoing", elapsedMs: 65_000 }, language),
  "create-done": ended({ ...create, status: "done", output: created }),
  "create-ssh-closed": ended({ ...create, status: "done", output: { ...created, sshOpen: false } }),
  "create-address-unseen": ended({
    ...create,
    status: "failed",
    failure: { code: "address.unseen", step: "address", detail: "no address was seen for 120 s", kept: true, left: [] },
    steps:
      command("vm.create").steps === undefined
        ? []
        : [
            { name: "start", state: "done" },
            { name: "address", state: "failed" },
          ],
  }),
  "create-failed": ended({
    ...create,
    status: "failed",
    failure: {
      code: "program.failed",
      step: "seed",
      detail: "genisoimage said: no space left on device",
      kept: false,
      left: [],
    },
    steps: [...undone],
  }),
  "create-failed-left": ended({
    ...create,
    status: "failed",
    failure: {
      code: "time.limit",
      kept: false,
      left: [{ what: "the domain e235701-new", command: "virsh undefine 4a3f2b1c-0d9e-4f8a-9b7c-6d5e4f3a2b1c" }],
    },
  }),
  "create-cancelled": ended({
    ...create,
    status: "cancelled",
    failure: { code: "cancelled", step: "seed", detail: "virsh said: (cancelled)", kept: false, left: [] },
    steps: [...undone],
  }),
  "create-not-run": ended({ ...create, status: "not_run", refusal: refuse("deadline.passed"), startedAt: null }),
  "create-refused-by-host": ended({
    ...create,
    status: "refused",
    refusal: refuse("limit.cpus", { use: 3, request: 2, limit: 4 }, { passing: { cpu: 1 } }),
  }),
  "create-no-keys": ended({ ...create, status: "refused", refusal: refuse("keys.none") }),
  "create-unknown": (context) =>
    unknownReply(command("vm.create"), input, { number: 42, host: "vm1", heardAt: now - 600_000 }, context),
  "start-done": ended(
    { action: "vm.start", status: "done", output: { ...reachable, reach: "bridge" } },
    { name: "new" },
  ),
  "stop-done": ended(
    { action: "vm.stop", status: "done", output: { name: "web", host: "vm1" } },
    { name: "web", force: false },
  ),
  "stop-ignored": ended(
    {
      action: "vm.stop",
      status: "failed",
      failure: { code: "guest.ignores_power_button", step: "off", kept: true, left: [] },
    },
    { name: "web", force: false },
  ),
  "delete-done": ended({ action: "vm.delete", status: "done", output: { name: "web", host: "vm1" } }, { name: "web" }),
  "ip-done": ended({ action: "vm.ip", status: "done", output: shown }, { name: "web" }),
  "ip-unseen": ended({ action: "vm.ip", status: "done", output: unseen }, { name: "web" }),
  "show-done": ended({ action: "vm.show", status: "done", output: { ...shown, ...whole } }, { name: "web" }),
  "ping-done": ended({ action: "host.ping", status: "done", output: { host: "vm1" } }, {}),
  "delete-question": typed("/vm delete db"),
  "stop-force-question": typed("/vm stop web --force"),
  list: typed("/vm list"),
  "list-empty": typed("/vm list", { hosts: [host("vm1", [])] }),
  "list-silent": typed("/vm list", { hosts: [host("vm1", usualGuests, { silent: true, heardAt: now - 600_000 })] }),
  templates: typed("/vm templates"),
  "can-allowed": typed("/can vm create tiny new"),
  "can-refused": typed("/can vm create tiny new --memory 8G"),
  "can-approval": typed("/can /vm create tiny new --disk 30G"),
  "can-usage": typed("/can vm create tiny new --memroy 2G"),
  "can-never": typed("/can audit"),
  "why-works": ended({ action: "vm.why", status: "done", output: looked() }, { name: "web" }),
  "why-off": ended({ action: "vm.why", status: "done", output: looked(off) }, { name: "web" }),
  "why-off-limit": ended(
    { action: "vm.why", status: "done", output: looked({ ...off, ...overLimit }) },
    { name: "web" },
  ),
  "why-silent": ended({ action: "vm.why", status: "done", output: looked(silent) }, { name: "web" }),
  "why-refusal": typed("/why", { lastRefusal: { at: now - 60_000, line: "/vm create tiny new --memory 8G", refusal } }),
  "why-refusal-over": typed("/why", {
    hosts: [host("vm1", [])],
    lastRefusal: { at: now - 60_000, line: "/vm create tiny new --memory 8G", refusal },
  }),
  "why-none": typed("/why"),
  "why-job-refused": typed("/why 42", {
    jobs: [job({ status: "refused", endedAt: now - 9_000, line: "/vm create tiny new --memory 8G" })],
    endings: [{ input: { ...input, memoryMiB: 8192 }, result: result({ ...create, status: "refused", refusal }) }],
  }),
  frozen: typed("/vm frozen", {
    person: people.admin,
    hosts: [host("vm1", usualGuests, { inventory: inventory(usualGuests, { people: known }) })],
    absent: { e235702: now - 86_400_000 },
  }),
};

testGoldens(messages);
