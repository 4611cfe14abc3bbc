import { chmod, chown, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generateKeys } from "../../protocol/keys.ts";
import { type Lab, type LabComponent, startLab, stopLab } from "../lab/lab.ts";
import { repositoryRoot } from "../lab/paths.ts";
import { turnCalendar } from "./calendar.ts";
import { type Managed, startManaged } from "./process.ts";

/** A lab with the bot and the executor running in it as separate processes, as the demo has them. */
export interface Department {
  readonly lab: Lab;
  readonly socket: string;
  /** Folder for parking files; see parking.ts. */
  readonly parking: string;
  readonly folder: string;
  /** The file by which the bot's calendar is turned, where it was given a time; see calendar.ts. */
  readonly calendar: string;
  readonly bot: () => Managed;
  readonly executor: () => Managed;
  readonly startBot: () => Promise<void>;
  /** With other settings than before, where some are given; an empty one is left out. */
  readonly startExecutor: (changes?: Readonly<Record<string, string>>) => Promise<void>;
  /** What the executor is started with. */
  readonly executorEnv: Readonly<Record<string, string>>;
  readonly trust: string;
  readonly stop: () => Promise<void>;
}

export interface DepartmentOptions {
  readonly components?: readonly LabComponent[];
  /** More settings for the executor; a function where they depend on the lab. */
  readonly executorEnv?: Record<string, string> | ((lab: Lab) => Promise<Record<string, string>>);
  /** More settings for the bot; a function where they depend on the lab. */
  readonly botEnv?: Record<string, string> | ((lab: Lab) => Promise<Record<string, string>>);
  /** What the bot's calendar shows at first, in milliseconds since 1970; it is turned by `calendar`. */
  readonly calendarAt?: number;
}

const yearMs = 365 * 24 * 3600 * 1000;

/** Starts a lab of its own, makes keys and trust files, and starts the bot and the executor. */
export async function startDepartment(options: DepartmentOptions = {}): Promise<Department> {
  const lab = await startLab({ components: [...(options.components ?? ["redis", "vm", "munge"])] });
  const folder = join(lab.dir, "shisa");
  const parking = join(folder, "parking");
  const calendar = join(folder, "calendar");
  const botState = join(folder, "bot");
  const botUid = Number((await lab.run(["id", "-u", "shisa-bot"])).stdout);
  const botGid = Number((await lab.run(["id", "-g", "shisa-bot"])).stdout);
  await mkdir(parking, { recursive: true });
  await mkdir(join(folder, "executor"), { recursive: true, mode: 0o700 });
  await mkdir(botState, { recursive: true, mode: 0o700 });
  await chown(botState, botUid, botGid);
  await chmod(folder, 0o755);

  const bot = await generateKeys("bot", "bot", yearMs);
  const executor = await generateKeys("vm1", "executor", yearMs);
  const files = {
    bot: join(folder, "bot.keys"),
    executor: join(folder, "executor.keys"),
    trust: join(folder, "trust"),
  };
  await writeFile(files.bot, JSON.stringify(bot.file), { mode: 0o600 });
  await chown(files.bot, botUid, botGid);
  await writeFile(files.executor, JSON.stringify(executor.file), { mode: 0o600 });
  await writeFile(files.trust, JSON.stringify({ keys: [bot.entry, executor.entry] }), { mode: 0o644 });

  const redis = { REDIS_URL: `unix://${lab.redisSocket}`, SHISA_TRUST: files.trust, SHISA_LOG_LEVEL: "info" };
  const botEnv = {
    ...redis,
    SHISA_BOT_STATE: botState,
    SHISA_BOT_KEYS: files.bot,
    SHISA_LANGUAGE: "en",
    ...(typeof options.botEnv === "function" ? await options.botEnv(lab) : options.botEnv),
  };
  const executorEnv: Record<string, string> = {
    ...redis,
    SHISA_HOST: "vm1",
    SHISA_EXECUTOR_STATE: join(folder, "executor"),
    SHISA_EXECUTOR_KEYS: files.executor,
    SHISA_STOP_FILE: join(folder, "stop"),
    SHISA_HOMES: "/home",
    ...vmSettings(lab),
    ...storageSettings(lab),
    ...(typeof options.executorEnv === "function" ? await options.executorEnv(lab) : options.executorEnv),
  };
  let runningBot: Managed | undefined;
  let runningExecutor: Managed | undefined;
  const node = process.execPath;
  const program =
    options.calendarAt === undefined ? [dist("bot/main.js")] : [dist("test/department/turned-bot.js"), calendar];
  if (options.calendarAt !== undefined) await turnCalendar(calendar, options.calendarAt);
  const startBot = async () => {
    const argv = ["setpriv", "--reuid=shisa-bot", "--regid=shisa-bot", "--init-groups", node, ...program];
    runningBot = await start(lab.enter(argv), botEnv, join(folder, "bot.log"));
  };
  const startExecutor = async (changes: Readonly<Record<string, string>> = {}) => {
    Object.assign(executorEnv, changes);
    const argv = [node, dist("test/department/parked-executor.js"), parking];
    runningExecutor = await start(lab.enter(argv), executorEnv, join(folder, "executor.log"));
  };
  await startExecutor();
  await startBot();
  return {
    lab,
    folder,
    calendar,
    parking,
    socket: join(botState, "terminal", "shisa.sock"),
    bot: () => running(runningBot),
    executor: () => running(runningExecutor),
    startBot,
    startExecutor,
    executorEnv,
    trust: files.trust,
    stop: async () => {
      await runningBot?.stop();
      await runningExecutor?.stop();
      await stopLab(lab.name);
    },
  };
}

const dist = (path: string): string => join(repositoryRoot(), "dist", path);

const start = (argv: readonly string[], env: Record<string, string>, log: string): Promise<Managed> =>
  startManaged(argv, {
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", ...env },
    log,
    wrapped: true,
    deadlineMs: 30_000,
  });

function running(managed: Managed | undefined): Managed {
  if (managed === undefined) throw new Error("it is not running");
  return managed;
}

function vmSettings(lab: Lab): Record<string, string> {
  if (lab.vm === undefined) return {};
  return {
    SHISA_LIBVIRT_URI: "qemu:///system",
    SHISA_VM_NETWORK: lab.vm.network,
    SHISA_VM_TEMPLATES: lab.vm.templates,
    SHISA_VM_DISKS: lab.vm.disks,
    SHISA_VM_REACH: "nat",
    SHISA_SSH_OPTIONS: `-F ${lab.sshConfig}`,
  };
}

function storageSettings({ ceph, components }: Lab): Record<string, string> {
  if (ceph === undefined || !components.some((name) => name === "ceph-osd" || name === "ceph-fs")) return {};
  return { SHISA_RBD_POOL: "rbd", SHISA_RBD_CONF: ceph.conf, SHISA_RBD_KEYRING: ceph.backupKeyring };
}
