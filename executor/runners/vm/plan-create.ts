import { randomBytes, randomUUID } from "node:crypto";
import type { InputOf } from "../../../protocol/action.ts";
import type { vmCreate } from "../../../protocol/actions/vm.ts";
import { canNameHosts, hostNameOf } from "../../../protocol/names.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import type { Survey } from "../../addresses/book.ts";
import type { Job, OpenPlan } from "../../runner.ts";
import { findGuest, type Look, lookOf } from "./facts.ts";
import type { VmHost } from "./host.ts";
import type { CreatePlan } from "./plan.ts";
import { keysFor } from "./prepared-keys.ts";
import type { Template } from "./templates.ts";

type Input = InputOf<typeof vmCreate>;

interface Ahead {
  readonly template: Promise<Outcome<Template>>;
  readonly survey: Promise<Survey>;
}
const ahead = new WeakMap<Job, Ahead>();

/** Begins what the plan will look at while the facts are looked up: both inside the same hold of the planning lock. */
export function lookAhead(host: VmHost, input: Input, job: Job): Ahead {
  const begun = ahead.get(job) ?? { template: templateFor(host, input), survey: host.book.look() };
  // Where the facts lead to a refusal nobody waits for them.
  void Promise.allSettled([begun.template, begun.survey]);
  ahead.set(job, begun);
  return begun;
}

/** Chooses everything about a new guest, or says why there can be none; changes nothing. */
export async function planCreate(
  host: VmHost,
  input: Input,
  job: Job,
  openPlans: readonly OpenPlan[],
): Promise<Outcome<CreatePlan>> {
  const { person } = job;
  const look = await lookOf(host, job, openPlans);
  const hostName = nameFor(input.name, job, look);
  if (!hostName.ok) return hostName;
  const { template: finding, survey: surveying } = lookAhead(host, input, job);
  const [template, keys, survey] = await Promise.all([finding, keysFor(host, job, input.keys), surveying]);
  if (!template.ok) return template;
  if (!keys.ok) return keys;
  const { reservations } = survey;
  if (reservations.some((each) => each.hostName === hostName.value)) return nameTaken(input.name);
  const address = survey.free(takenAddresses(look));
  if (address === undefined) return refused(refuse("addresses.exhausted"));
  const macs = new Set([...look.domains.flatMap((each) => each.macs), ...look.open.map((each) => each.mac)]);
  return accepted({
    uuid: randomUUID(),
    name: input.name,
    hostName: hostName.value,
    owner: { name: person.name, uid: person.uid },
    mac: freeMac(new Set([...macs, ...reservations.map((each) => each.mac)])),
    cpu: input.cpu,
    memoryMiB: input.memoryMiB,
    boot: null,
    template: { name: template.value.name, path: template.value.path },
    diskGiB: input.diskGiB,
    note: input.note ?? null,
    createdAt: job.now(),
    type: (await host.acceleration()) === "kvm" ? "kvm" : "qemu",
    address,
    keys: [...keys.value],
  });
}

/** Refused where the person has one of that name, or a foreign domain has the host name that it would get. */
function nameFor(name: string, { person }: Job, { domains, open }: Look): Outcome<string> {
  if (!canNameHosts(person.name)) return refused(refuse("person.account_name", { account: person.name }));
  let hostName: string;
  try {
    hostName = hostNameOf(person.name, name);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refused(refuse("name.invalid", { name }));
  }
  const isMine = findGuest(domains, person, name) !== undefined;
  const isComing = open.some((each) => each.made !== undefined && each.hostName === hostName);
  if (isMine || isComing) return refused(refuse("guest.exists", { name }));
  return domains.some((domain) => domain.name === hostName) ? nameTaken(name) : accepted(hostName);
}

const nameTaken = (name: string) => refused(refuse("guest.name_taken", { name }));

async function templateFor({ templates }: VmHost, { template: name, diskGiB }: Input): Promise<Outcome<Template>> {
  const template = await templates.find(name);
  if (template === undefined) {
    const near = await templates.near(name);
    const hint = near.length === 0 ? {} : { near: near.join(",") };
    return refused(refuse("template.unknown", { typed: name, ...hint }));
  }
  const { fault, minimumDiskGiB } = await templates.image(template);
  if (fault !== undefined) return refused(refuse("template.unusable", { template: template.name, reason: fault }));
  if (diskGiB >= minimumDiskGiB) return accepted(template);
  const numbers = { request: diskGiB, minimum: minimumDiskGiB };
  return refused(refuse("disk.below_template", numbers, { passing: { diskGiB: minimumDiskGiB } }));
}

/** What jobs under way will reserve, and what domains may use though nothing is reserved for them. */
function takenAddresses({ domains, open }: Look): ReadonlySet<string> {
  const coming = open.flatMap(({ made }) => (made === undefined ? [] : [made.address]));
  return new Set([...domains.flatMap((domain) => domain.addresses), ...coming]);
}

/** 52:54:00 is qemu's own prefix. */
function freeMac(used: ReadonlySet<string>): string {
  for (;;) {
    const mac = ["52", "54", "00", ...[...randomBytes(3)].map((byte) => byte.toString(16).padStart(2, "0"))].join(":");
    if (!used.has(mac)) return mac;
  }
}
