import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { StepOf } from "../../../protocol/action.ts";
import type { vmCreate } from "../../../protocol/actions/vm.ts";
import { AddressError } from "../../addresses/book.ts";
import { domainXml } from "../../libvirt/domain-xml.ts";
import { isNoDomain } from "../../libvirt/virsh.ts";
import { type Step, StepFailure } from "../../runner.ts";
import { makeSeed } from "../../seed/image.ts";
import { exists, guestFiles, makeFolder, removeFolder } from "./folder.ts";
import type { VmHost } from "./host.ts";
import type { CreatePlan } from "./plan.ts";
import { cutPower, isOn, ownDomain, switchOffAgain, switchOn, untilQuiet } from "./power.ts";
import { addressStep } from "./reach.ts";
import { releaseStep } from "./release.ts";

type Steps = Readonly<Record<StepOf<typeof vmCreate>, Step<CreatePlan>>>;

/** What was really reserved, from a job's first step to the one that defines the guest. */
const reserved = new WeakMap<CreatePlan, string>();

/** How a guest is made, step by step. Every undo looks for its own marks before it takes anything away. */
export const createSteps = (host: VmHost): Steps => ({
  reserve: reserve(host),
  overlay: overlay(host),
  seed: seed(host),
  define: define(host),
  start: {
    do: (plan, job) => switchOn(host, plan, job.signal),
    undo: (plan) => switchOffAgain(host, plan),
    probe: (plan) => isOn(host, plan),
    left: ({ uuid, hostName }) => [{ what: `running guest ${hostName}`, command: `virsh destroy ${uuid}` }],
  },
  address: addressStep(host),
});

function reserve(host: VmHost): Step<CreatePlan> {
  return {
    async do(plan) {
      try {
        reserved.set(plan, await host.book.reserve(plan.mac, plan.hostName, plan.address));
      } catch (error) {
        if (error instanceof AddressError) throw new StepFailure(error.code, error.message, { cause: error });
        throw error;
      }
    },
    undo: (plan) => untilQuiet(host, () => releaseStep(host).do(plan)),
    probe: async ({ mac }) => (await host.book.reservedFor(mac)) !== undefined,
    left: releaseStep(host).left,
  };
}

function overlay(host: VmHost): Step<CreatePlan> {
  const files = ({ uuid }: CreatePlan) => guestFiles(host.config.disks, uuid);
  return {
    async do(plan, { signal }) {
      await makeFolder(files(plan));
      const { overlay: path } = files(plan);
      if (await exists(path)) return;
      // Made under another name first: what has the overlay's name is whole.
      const argv = ["create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", plan.template.path, `${path}.new`];
      const ran = await host.exec.run("qemu-img", [...argv, `${plan.diskGiB}G`], {
        timeoutMs: 30_000,
        maxOutput: 64 * 1024,
        signal,
      });
      if (ran.exitCode !== 0) throw new Error(`making the disk: qemu-img said: ${ran.stderr.trim().slice(0, 500)}`);
      await rename(`${path}.new`, path);
    },
    undo: (plan) => removeFolder(host.config.disks, files(plan)),
    probe: (plan) => exists(files(plan).overlay),
    left: (plan) => [{ what: `disk of ${plan.hostName}`, command: `rm -r ${files(plan).folder}` }],
  };
}

function seed(host: VmHost): Step<CreatePlan> {
  return {
    do: ({ uuid, hostName, owner, keys }, { signal }) =>
      makeSeed(host.exec, guestFiles(host.config.disks, uuid).folder, { uuid, hostName, owner, keys }, signal),
    undo: ({ uuid }) => rm(guestFiles(host.config.disks, uuid).seed, { force: true }),
    probe: ({ uuid }) => exists(guestFiles(host.config.disks, uuid).seed),
  };
}

function define(host: VmHost): Step<CreatePlan> {
  return {
    async do(plan, { signal }) {
      const address = reserved.get(plan) ?? (await host.book.reservedFor(plan.mac));
      if (address === undefined) throw new Error("defining the guest: its address is not reserved any more");
      const { folder } = guestFiles(host.config.disks, plan.uuid);
      const file = join(folder, "domain.xml"); // virsh opens /dev/stdin anew, which a socket does not allow.
      await writeFile(file, definition(host, plan, address), { mode: 0o600 });
      await host.virsh.run(["define", file], { act: "defining the guest", signal });
      await rm(file);
    },
    undo: (plan) =>
      untilQuiet(host, async () => {
        if ((await ownDomain(host, plan)) === undefined) return;
        await cutPower(host, plan);
        await host.virsh.run(["undefine", plan.uuid], { act: "removing the guest's definition" }).catch((error) => {
          if (!isNoDomain(error)) throw error;
        });
      }),
    probe: async (plan) => (await ownDomain(host, plan)) !== undefined,
    left: ({ uuid, hostName }) => [{ what: `domain ${hostName}`, command: `virsh undefine ${uuid}` }],
  };
}

function definition(host: VmHost, plan: CreatePlan, address: string): string {
  const { uuid, owner, name, hostName, diskGiB, note } = plan;
  const files = guestFiles(host.config.disks, uuid);
  return domainXml({
    mark: {
      uuid,
      owner,
      name,
      template: plan.template.name,
      createdAt: new Date(plan.createdAt).toISOString(),
      diskGiB,
      note,
    },
    hostName,
    type: plan.type,
    cpu: plan.cpu,
    memoryMiB: plan.memoryMiB,
    network: host.config.network,
    mac: plan.mac,
    address,
    template: plan.template.path,
    ...files,
  });
}
