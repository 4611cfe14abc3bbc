import { chmod, rm, stat, statfs } from "node:fs/promises";
import { z } from "zod";
import { policyFolder, readNumbers } from "../../../policies/numbers.ts";
import type { InputOf } from "../../../protocol/action.ts";
import { templateAdd } from "../../../protocol/actions/templates.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import { type AnyRunner, defineRunner, type Job, type Step, StepFailure } from "../../runner.ts";
import { lookAtHost } from "../vm/facts.ts";
import type { VmHost } from "../vm/host.ts";
import { readImage } from "../vm/image.ts";
import { isFrom, offer, type ShelfFiles, shelfFiles, standing, unoffer } from "./shelf.ts";
import { copySource, digestOf, lookAtSource } from "./source.ts";

type Input = InputOf<typeof templateAdd>;
const planSchema = templateAdd.input.extend({ grant: z.string(), by: z.string() });
type Plan = z.infer<typeof planSchema>;

const sizes = new WeakMap<Job, Outcome<number>>();
const { hostFreePercent } = readNumbers(policyFolder());

/**
 * Takes an image as a template: copies it beside the others, makes sure that the copy is what was signed and that
 * nothing outside it is read through it, and only then gives it its name.
 */
export const addTemplateRunner = (host: VmHost): AnyRunner =>
  defineRunner({
    action: templateAdd,
    prepare: async ({ source }, job) => {
      sizes.set(job, await lookAtSource(host.exec, source, job));
    },
    facts: (_input, job, openPlans) => lookAtHost(host, job, openPlans),
    plan: (input, job) => planAdd(host, input, job),
    planSchema,
    steps: { copy: copyStep(host), verify: verifyStep(host), offer: offerStep(host) },
    pointOfNoReturn: "offer",
    cancelledLate: "carryOn",
    result: async (plan) => {
      const { minimumDiskGiB } = await readImage(host.exec, filesOf(host, plan).image);
      return { name: plan.name, host: host.name, minimumDiskGiB };
    },
  });

const filesOf = (host: VmHost, { name, grant }: Plan): ShelfFiles => shelfFiles(host.config.templates, name, grant);

/** Refused: template.exists, template.retired, template.no_room, and what the source is refused for. */
async function planAdd(host: VmHost, input: Input, job: Job): Promise<Outcome<Plan>> {
  const { templates } = host.config;
  const place = await standing(templates, input.name);
  if (place !== "free") {
    const code = place === "offered" ? "template.exists" : "template.retired";
    return refused(refuse(code, { template: input.name }));
  }
  const size = sizes.get(job) ?? (await lookAtSource(host.exec, input.source, job));
  if (!size.ok) return size;
  const { bsize, blocks, bavail } = await statfs(templates);
  const room = bavail * bsize - (blocks * bsize * hostFreePercent) / 100;
  if (size.value > room) {
    const mib = 1024 ** 2;
    const numbers = { request: Math.ceil(size.value / mib), free: Math.max(0, Math.floor(room / mib)) };
    return refused(refuse("template.no_room", numbers));
  }
  return accepted({ ...input, grant: job.grant, by: job.person.name });
}

function copyStep(host: VmHost): Step<Plan> {
  return {
    async do(plan, job) {
      const { part } = filesOf(host, plan);
      await rm(part, { force: true });
      await copySource(host.exec, plan.source, part, job);
    },
    undo: (plan) => rm(filesOf(host, plan).part, { force: true }),
    probe: (plan) =>
      stat(filesOf(host, plan).part).then(
        () => true,
        () => false,
      ),
    left: (plan) => [{ what: "a copy that is of no use", command: `rm ${filesOf(host, plan).part}` }],
  };
}

function verifyStep(host: VmHost): Step<Plan> {
  return {
    async do(plan, job) {
      const { part } = filesOf(host, plan);
      if ((await digestOf(host.exec, part, job)) !== plan.sha256) {
        throw new StepFailure("template.digest", `the content of ${plan.source} is not what was signed`);
      }
      const { fault } = await readImage(host.exec, part);
      if (fault !== undefined) throw new StepFailure("template.fault", fault);
      await chmod(part, 0o444);
    },
    undo: async () => undefined,
    probe: async () => false,
  };
}

function offerStep(host: VmHost): Step<Plan> {
  const { templates } = host.config;
  return {
    async do(plan, job) {
      const { title, sha256, source, by, grant } = plan;
      const added = { at: new Date(job.now()).toISOString(), by, source };
      await offer(templates, filesOf(host, plan), { title, sha256, grant, added });
    },
    undo: (plan) => unoffer(templates, filesOf(host, plan), plan.grant),
    probe: (plan) => isFrom(filesOf(host, plan).description, plan.grant),
  };
}
