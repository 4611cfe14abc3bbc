import { chown, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Certificate, makeCertificate } from "../../department/certificate.ts";
import { type Department, startDepartment } from "../../department/department.ts";
import { publicSocket, publicTerminals, shisaAs, shisaLine } from "../../department/public.ts";
import { strangerAt } from "../../department/stranger.ts";
import type { Lab } from "../../lab/lab.ts";
import { credentialOf } from "../../lab/munge.ts";
import { deletePerson } from "../../lab/people.ts";
import { type Pty, startInPty } from "../../support/pty.ts";

// Ordinary users at the department's machines, with a real munged, a real bot and a real executor: nothing but their own
// account, and nobody has linked them to anything.

let department: Department;
let certificate: Certificate;
let chat: Pty | undefined;
const tlsAddress = "127.0.0.1:7443";
const place = (): Record<string, string> => ({ SHISA_STATE: join(department.lab.dir, "shisa") });
const say = (name: string, ...args: string[]) => shisaAs(department.lab, name, ["say", ...args], place());

/** The bot listens on its socket, and by TLS. */
async function terminals(lab: Lab): Promise<Record<string, string>> {
  const socket = await publicTerminals(lab);
  const folder = join(lab.dir, "shisa/tls");
  await mkdir(folder, { recursive: true, mode: 0o755 });
  certificate = await makeCertificate(folder, "127.0.0.1", "IP");
  const uid = Number((await lab.run(["id", "-u", "shisa-bot"])).stdout);
  await chown(certificate.key, uid, 0);
  const { cert, key } = certificate;
  const tls = { SHISA_TERMINAL_TLS_LISTEN: tlsAddress, SHISA_TERMINAL_TLS_CERT: cert, SHISA_TERMINAL_TLS_KEY: key };
  return { ...socket, ...tls };
}

beforeAll(async () => {
  department = await startDepartment({ components: ["redis", "munge"], botEnv: terminals });
});
afterAll(async () => {
  chat?.kill();
  await department?.stop();
});

describe("shisa say", () => {
  test("speaks as the account that runs it, and as no other", async () => {
    for (const name of ["e235701", "prof1"]) {
      const ran = await say(name, "--json", "/me");
      expect(ran.stderr).toBe("");
      expect(JSON.parse(ran.stdout)).toMatchObject({ status: "done", text: expect.stringContaining(name) });
      expect(ran.code).toBe(0);
    }
    const other = await say("e235701", "--as", "prof1", "/me");
    expect(other.code).not.toBe(0);
    expect(other.stdout).toBe("");
  });

  test("ends with the code that is documented", async () => {
    expect((await say("e235701", "/ping")).code).toBe(0);
    expect((await say("e235701", "/vm crate")).code).toBe(2);
    expect((await say("e235701", "/audit search")).code).toBe(3);
    expect((await say("e235701", "--id", "once", "/ping")).code).toBe(0);
    const again = await say("e235701", "--id", "once", "--json", "/ping");
    expect(JSON.parse(again.stdout)).toMatchObject({ status: "done", id: "once" });
    expect((await say("e235702", "--id", "once", "/ping")).code).toBe(3);
  });

  test("of root still goes by the bot's own socket, and says as whom", async () => {
    const roots = shisaLine(["say", "/me"], place());
    const ran = await department.lab.run(roots);
    expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("--as") });
  });

  test("by TLS from another machine, which believes the department's certificate and no other", async () => {
    const settings = join(department.lab.dir, "terminal.json");
    const by = async (content: object) => {
      await writeFile(settings, JSON.stringify(content), { mode: 0o644 });
      return shisaAs(department.lab, "e235702", ["say", "/me"], { SHISA_TERMINAL: settings });
    };
    expect(await by({ address: tlsAddress, ca: certificate.ca })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("e235702"),
    });
    const stranger = join(department.lab.dir, "stranger");
    await mkdir(stranger, { mode: 0o755 });
    const { ca } = await makeCertificate(stranger, "127.0.0.1", "IP");
    expect(await by({ address: tlsAddress, ca })).toMatchObject({ code: 1, stdout: "" });
    const misnamed = await by({ address: tlsAddress, ca: certificate.ca, name: "bot.example.jp" });
    expect(misnamed).toMatchObject({ code: 1, stdout: "" });
    expect(await by({ address: "127.0.0.1:7444", ca: certificate.ca })).toMatchObject({ code: 5 });
    expect(await by({ socket: 1 })).toMatchObject({ code: 1, stderr: expect.stringContaining("docs/terminal.md") });
    await writeFile(settings, JSON.stringify({ address: tlsAddress, ca: certificate.ca }));
    await department.lab.run(["chmod", "0666", settings]);
    const open = await shisaAs(department.lab, "e235702", ["say", "/me"], { SHISA_TERMINAL: settings });
    expect(open).toMatchObject({ code: 1, stderr: expect.stringContaining("nobody else may write") });
  });

  test("by TLS takes no older version of it", async () => {
    const script = `require("tls").connect({host:"127.0.0.1",port:7443,rejectUnauthorized:false,maxVersion:"TLSv1.2"}).on("secureConnect",()=>process.exit(0)).on("error",()=>process.exit(7))`;
    expect(await department.lab.run([process.execPath, "-e", script])).toMatchObject({ exitCode: 7 });
  });
});

test("shisa chat goes on with a new proof when the bot was started anew, and root's own terminal stays beside it", async () => {
  const line = shisaLine(["chat"], { ...place(), LANG: "C.UTF-8", NO_COLOR: "1" }, department.lab.people, "e235702");
  chat = startInPty(department.lab.enter(line), { env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" }, columns: 100 });
  await chat.until("whose it is", (screen) => screen.includes("as e235702") && screen.endsWith("›"));
  chat.type("/ping\r");
  await chat.until("the answer", (screen) => /✓ .*vm1/u.test(screen));
  await department.bot().stop();
  await chat.until("that the bot is away", (screen) => screen.includes("is away"));
  await department.startBot();
  await chat.until("that it is back", (screen) => screen.includes("The bot is back"), 60_000);
  chat.type("/vm cr");
  await chat.until("the beginning of the verb", (screen) => screen.endsWith("› /vm cr"));
  // A chat waits a second for what could follow; a busy machine may take longer.
  const pressTab = (terminal: Pty): Promise<unknown> => {
    terminal.type("\t");
    return terminal.until("a completion", (screen) => screen.endsWith("› /vm create"), 3_000);
  };
  for (let tries = 0; tries < 5 && !chat.screen().endsWith("› /vm create"); tries += 1)
    await pressTab(chat).catch(() => undefined);
  expect(chat.screen()).toMatch(/› \/vm create$/u);
  chat.type("\u0015/me\r");
  await chat.until("who it is", (screen) => /e235702/u.test(screen.slice(screen.lastIndexOf("/me"))));
  chat.type("\u0004");
  expect(await chat.exited).toBe(0);
});

test("without a munged, without a bot, and without munge's word nobody gets in, and is told why", async () => {
  const { lab } = department;
  await lab.run(["sh", "-c", "mv /run/munge/munge.socket.2 /run/munge/away"]);
  const silent = await say("e235701", "/ping");
  await lab.run(["sh", "-c", "mv /run/munge/away /run/munge/munge.socket.2"]);
  expect(silent).toMatchObject({ code: 1, stderr: expect.stringContaining("munge could not prove who you are") });
  await department.bot().stop();
  expect((await say("e235701", "/ping")).code).toBe(5);
  await department.startBot();
  expect((await say("e235701", "/ping")).code).toBe(0);
});

test("a session ends with its account, within a minute", async () => {
  const { lab } = department;
  const stranger = strangerAt(publicSocket(lab));
  const as = { uid: 235703, gid: 235703 };
  const credential = await credentialOf({ dir: lab.dir, keeperPid: lab.keeperPid }, await stranger.nonce, { as });
  stranger.send({ type: "proof", credential, language: "en" });
  expect(await stranger.next("welcome", "refused")).toMatchObject({ type: "welcome", account: "e235703" });
  await deletePerson({ dir: lab.dir, keeperPid: lab.keeperPid }, "e235703");
  expect(await stranger.next("refused")).toMatchObject({ refusal: { code: "person.unknown" } });
  await stranger.closed;
}, 90_000);
