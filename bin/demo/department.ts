import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Language } from "../../handlers/kit/reply.ts";
import { enterWithoutNetwork } from "../../test/lab/inside.ts";
import { type Lab, startLab } from "../../test/lab/lab.ts";
import { botUser, ensureUser } from "../launch/accounts.ts";
import { makeProgramFolders, makeRedisFolder } from "../launch/folders.ts";
import { keyPaths, makeKeys } from "../launch/keys.ts";
import type { Programs } from "../launch/launch.ts";
import { checkout, type Place } from "../launch/place.ts";
import { botProgram, executorProgram, redisProgram, redisSocket, type Settings } from "../launch/programs.ts";
import { publicSocketIn } from "../launch/state.ts";

/** The demo's only host. */
const demoHost = "vm1";

/** A department in a lab, all prepared and nothing of Shisa started yet. */
export interface Department {
  readonly place: Place;
  readonly settings: { bot: Record<string, string>; executor: Record<string, string> };
  readonly programs: Programs;
}

/**
 * Starts the lab and makes keys, folders and settings.
 * @param chat settings of the chat platforms; with any, the bot is in the machine's network, since a lab's leads nowhere
 */
export async function prepareDepartment(
  dir: string,
  labName: string,
  language: Language,
  chat: Settings,
): Promise<Department> {
  const lab = await startLab({ name: labName, components: ["vm", "munge"] });
  const place: Place = { dir, enter: lab.enter([]), logsToFiles: true, ...(await showCheckout(lab)) };
  const keys = keyPaths(join(dir, "keys"));
  const terminal = publicSocketIn(dir);
  const folders = { bot: join(dir, "bot"), executor: join(dir, "executor"), terminal: dirname(terminal) };
  await makeRedisFolder(place);
  await makeProgramFolders(place, folders);
  if (!(await botMay(lab, "-w", folders.bot)))
    throw new Error(`the bot's user cannot reach ${dir}: a folder above it is closed to others; choose another place`);
  const botOwner = await ensureUser(botUser, place.enter);
  await makeKeys({ dir: join(dir, "keys"), hosts: [demoHost], botOwner, days: 30 });
  const shared = { REDIS_URL: `unix://${redisSocket(place)}`, SHISA_TRUST: keys.trust };
  const bot = {
    ...shared,
    SHISA_BOT_STATE: folders.bot,
    SHISA_BOT_KEYS: keys.bot,
    SHISA_TERMINAL_PUBLIC: terminal,
    SHISA_LANGUAGE: language,
    ...chat,
  };
  const botPlace = Object.keys(chat).length === 0 ? place : { ...place, enter: await enterOnline(lab) };
  const executor = {
    ...shared,
    SHISA_HOST: demoHost,
    SHISA_EXECUTOR_STATE: folders.executor,
    SHISA_EXECUTOR_KEYS: keys.executor(demoHost),
    SHISA_STOP_FILE: join(dir, "stop"),
    ...guestSettings(lab),
  };
  return {
    place,
    settings: { bot, executor },
    programs: {
      redis: redisProgram(place),
      bot: botProgram(botPlace, bot),
      executor: executorProgram(place, executor),
    },
  };
}

function guestSettings(lab: Lab): Settings {
  if (lab.vm === undefined) throw new Error("starting the demo: the lab has no libvirt");
  return {
    SHISA_LIBVIRT_URI: "qemu:///system",
    SHISA_VM_NETWORK: lab.vm.network,
    SHISA_VM_TEMPLATES: lab.vm.templates,
    SHISA_VM_DISKS: lab.vm.disks,
    SHISA_VM_REACH: "nat",
    // The ssh line of an answer then works as it is when root types it on this machine.
    SHISA_SSH_OPTIONS: `-F ${lab.sshConfig}`,
  };
}

/**
 * Shows the checkout and Node inside the lab in a place that the bot's user can reach: they may lie below /root, whose
 * other files are none of the bot's business.
 */
async function showCheckout(lab: Lab): Promise<{ app: string; node: string }> {
  const app = "/run/shisa-demo/app";
  const node = "/run/shisa-demo/node";
  await inside(lab, ["mkdir", "-p", app]);
  await inside(lab, ["touch", node]);
  await inside(lab, ["mount", "--bind", checkout(), app]);
  await inside(lab, ["mount", "--bind", process.execPath, node]);
  if (!(await botMay(lab, "-r", join(app, "dist/bot/main.js"))))
    throw new Error(`the bot's user cannot read ${checkout()}: chmod -R a+rX ${checkout()} and start again`);
  return { app, node };
}

/** As lab.enter([]), but in the machine's own network, and with its name servers where the lab's /run hides their file. */
async function enterOnline(lab: Lab): Promise<string[]> {
  const copy = join(lab.dir, "resolv.conf");
  await writeFile(copy, await readFile("/etc/resolv.conf", "utf8").catch(() => ""));
  await inside(lab, ["cp", "--remove-destination", copy, "/etc/resolv.conf"]);
  return enterWithoutNetwork(lab.keeperPid, []);
}

/** Whether the bot's user passes test(1)'s -r or -w for a path inside the lab. */
async function botMay(lab: Lab, test: "-r" | "-w", path: string): Promise<boolean> {
  const asBot = ["setpriv", `--reuid=${botUser}`, `--regid=${botUser}`, "--init-groups", "--"];
  return (await lab.run([...asBot, "test", test, path])).exitCode === 0;
}

async function inside(lab: Lab, argv: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await lab.run(argv);
  if (exitCode !== 0) throw new Error(`preparing the lab: ${argv.join(" ")} said: ${stderr.trim()}`);
}
