import { z } from "zod";
import { guestStateSchema, reachSchema } from "./actions/vm.ts";
import { auditHeadSchema } from "./audit/head.ts";
import { grantIdSchema } from "./ids.ts";
import { monitorReportsSchema } from "./monitor.ts";
import { accountSchema, hostSchema } from "./names.ts";
import { refusalSchema } from "./refusal.ts";
import { slurmInventorySchema } from "./slurm.ts";

/** Who asked, as a Unix account; the executor compares both with NSS. */
export const personSchema = z.strictObject({ name: accountSchema, uid: z.int().min(1).max(0xffff_fffe) });
export type Person = z.infer<typeof personSchema>;

/** In whose name the bot asks while it is not known who somebody is; an account that has no role anywhere. */
export const nobody: Person = { name: "nobody", uid: 65_534 };

/** Which chat identity asked; private output goes to no other. */
export const chatIdentitySchema = z.strictObject({
  platform: z.string().max(20),
  workspace: z.string().max(64),
  user: z.string().max(64),
});
export type ChatIdentity = z.infer<typeof chatIdentitySchema>;

/** The longest signed statement or munge credential that travels in a grant, in characters. */
const proofMaxLength = 4_000;

/**
 * Another person's yes to one request, as the bot says it; the executor looks the approver's groups up by itself.
 * `consents`: what requester and approver each signed with munge, for actions of risk "root" (protocol/consent.ts).
 */
export const approvalSchema = z.strictObject({
  /** The approval's number, as people see it. */
  number: z.int().min(1),
  approver: personSchema,
  /** From which chat identity or terminal. */
  identity: chatIdentitySchema,
  /** The approver's own link or session, as `proof` is the asker's. */
  proof: z.string().max(proofMaxLength).exactOptional(),
  /** Milliseconds since 1970. */
  at: z.int(),
  consents: z
    .strictObject({ requester: z.string().max(proofMaxLength), approver: z.string().max(proofMaxLength) })
    .exactOptional(),
});
export type Approval = z.infer<typeof approvalSchema>;

/** What else a grant may say of how it was asked for. */
export const vouchedSchema = z.strictObject({
  /**
   * An executor's signed word that the identity is the person: a link (protocol/link.ts) for a chat, a session
   * (protocol/session.ts) for a terminal of an ordinary user. Absent for root's own terminal on the bot's machine.
   */
  proof: z.string().max(proofMaxLength).exactOptional(),
  /** Where it was typed, as the bot says. */
  place: z.enum(["private", "channel"]).exactOptional(),
  approval: approvalSchema.exactOptional(),
});
export type Vouched = z.infer<typeof vouchedSchema>;

/**
 * What the bot asks for. Times are seconds since 1970 (RFC 7519 NumericDate); `exp` is the deadline for starting.
 * `aud` is the RFC 7638 thumbprint of the executor's signing key, `iss` that of the bot's.
 */
export const grantSchema = z.strictObject({
  jti: grantIdSchema,
  iss: z.string(),
  aud: z.string(),
  iat: z.int(),
  exp: z.int(),
  catalogue: z.string(),
  action: z.string(),
  input: z.unknown(),
  person: personSchema,
  identity: chatIdentitySchema,
  vouched: vouchedSchema.exactOptional(),
});
export type Grant = z.infer<typeof grantSchema>;

/** How long a grant may wait for its start, in seconds. */
export const startDeadlineSeconds = 15 * 60;
/** How far the two clocks may differ, in seconds. */
export const clockToleranceSeconds = 30;

/**
 * Whose links were ended, and when: identityText and milliseconds since 1970. A link that was signed before is void, on
 * every host that has heard of it, whatever older data is put back elsewhere; the latest time of each stands.
 */
const removedSchema = z.array(z.tuple([z.string().max(200), z.int()])).max(5_000);
const ordersSchema = z.array(z.string().max(3_000)).max(300);

/**
 * The bot has the results of these grants; the executor need not send them again. Also without any, because each tells
 * where the bot's own audit ends.
 */
export const receiptSchema = z.strictObject({
  iss: z.string(),
  aud: z.string(),
  iat: z.int(),
  grants: z.array(grantIdSchema).max(1000),
  audit: auditHeadSchema,
  /** What this executor's last inventory lacked of what the bot knows from elsewhere. */
  removed: removedSchema.exactOptional(),
  orders: ordersSchema.exactOptional(),
});
export type Receipt = z.infer<typeof receiptSchema>;

export const stepStateSchema = z.enum(["todo", "doing", "done", "failed", "undone"]);
export const stepReportSchema = z.strictObject({ name: z.string(), state: stepStateSchema });
export type StepReport = z.infer<typeof stepReportSchema>;

export const progressSchema = z.strictObject({
  kind: z.literal("progress"),
  grant: grantIdSchema,
  state: z.enum(["waiting", "running", "undoing"]),
  steps: z.array(stepReportSchema),
  /** Rises with each report of this grant, so that a late one is not shown after a newer one. */
  turn: z.int(),
});
export type Progress = z.infer<typeof progressSchema>;

export const failureSchema = z.strictObject({
  /** Dotted code that the handlers have words for. */
  code: z.string(),
  step: z.string().optional(),
  /** What the program said, one line, for the person and the log. */
  detail: z.string().max(2000).optional(),
  /** True when what was made was kept (the guest runs but has no address), false when nothing is left. */
  kept: z.boolean(),
  /** What could not be undone, each with the command that cleans it up. */
  left: z.array(z.strictObject({ what: z.string(), command: z.string() })).default([]),
});
export type Failure = z.infer<typeof failureSchema>;

/**
 * How a grant ended. `not_run`: it never began (deadline passed, executor restarted before the plan).
 * `output` is the action's typed output and is there exactly when `status` is done.
 */
export const resultSchema = z.strictObject({
  kind: z.literal("result"),
  grant: grantIdSchema,
  action: z.string(),
  status: z.enum(["done", "refused", "failed", "cancelled", "not_run"]),
  output: z.unknown().optional(),
  refusal: refusalSchema.optional(),
  failure: failureSchema.optional(),
  steps: z.array(stepReportSchema),
  /** Milliseconds since 1970; null when it never started. */
  startedAt: z.int().nullable(),
  endedAt: z.int(),
});
export type Result = z.infer<typeof resultSchema>;

export const inventoryGuestSchema = z.strictObject({
  uuid: z.uuid(),
  name: z.string(),
  hostName: z.string(),
  owner: personSchema,
  state: guestStateSchema,
  template: z.string(),
  cpu: z.int(),
  memoryMiB: z.int(),
  diskGiB: z.int(),
  mac: z.string(),
  address: z.ipv4().nullable(),
  note: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export type InventoryGuest = z.infer<typeof inventoryGuestSchema>;

export const inventoryTemplateSchema = z.strictObject({
  name: z.string(),
  title: z.strictObject({ ja: z.string(), en: z.string() }),
  /** The smallest overlay that holds the template, in GiB, rounded up. */
  minimumDiskGiB: z.int(),
});
export type InventoryTemplate = z.infer<typeof inventoryTemplateSchema>;

export const roleSchema = z.enum(["student", "staff", "admin"]);
export type Role = z.infer<typeof roleSchema>;

/** What a host holds, for answers that people read all day; never for a decision on the executor. */
export const inventorySchema = z.strictObject({
  kind: z.literal("inventory"),
  catalogue: z.string(),
  actions: z.array(z.string()),
  stopped: z.boolean(),
  acceleration: z.enum(["kvm", "emulation", "none"]),
  reach: reachSchema.nullable(),
  capacity: z.strictObject({
    cpus: z.int(),
    memoryMiB: z.int(),
    diskTotalMiB: z.int(),
    diskFreeMiB: z.int(),
  }),
  templates: z.array(inventoryTemplateSchema),
  guests: z.array(inventoryGuestSchema),
  people: z.array(
    personSchema.extend({
      fullName: z.string(),
      roles: z.array(roleSchema),
      /** Courses with an exam to come or running (protocol/order.ts) that would hold for them. */
      exams: z.array(z.string().max(32)).max(50).exactOptional(),
    }),
  ),
  jobs: z.strictObject({ running: z.int(), waiting: z.int() }),
  /** Where this executor's audit ends. */
  audit: auditHeadSchema,
  /** Chat identities whose links ended, as this executor knows it. */
  removed: removedSchema.exactOptional(),
  /** Orders that this executor goes by (protocol/order.ts), so that the bot can carry them to hosts that lack them. */
  orders: ordersSchema.exactOptional(),
  /** What this host's monitors last found; absent where it has none. */
  monitors: monitorReportsSchema.exactOptional(),
  /** The cluster, told by the host of its controller. */
  slurm: slurmInventorySchema.exactOptional(),
});
export type Inventory = z.infer<typeof inventorySchema>;

export const bodySchema = z.discriminatedUnion("kind", [progressSchema, resultSchema, inventorySchema]);
export type ReportBody = z.infer<typeof bodySchema>;

/**
 * What an executor says, in one signed batch. `boot` counts the executor's starts and `seq` the batches of a boot:
 * (boot, seq) only rises, and a bot that has seen a later pair ignores an earlier inventory.
 */
export const reportSchema = z.strictObject({
  iss: z.string(),
  aud: z.string(),
  iat: z.int(),
  host: hostSchema,
  boot: z.int(),
  seq: z.int(),
  bodies: z.array(bodySchema).min(1).max(500),
});
export type Report = z.infer<typeof reportSchema>;
