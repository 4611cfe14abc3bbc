import { mkdir, rm } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newSession } from "../../bot/terminal/public/session-id.ts";
import { sessionNonce, signSession } from "../../protocol/session.ts";
import { type Department, startDepartment } from "../department/department.ts";
import { publicTerminals, shisaAs } from "../department/public.ts";
import { credentialOf } from "../lab/munge.ts";
import { createTestBot, type TestBot } from "../support/bot.ts";
import { auditOf, type Insider, insiderOf } from "./kit/insider.ts";

// Who poses as the bot of ordinary users' terminals: towards the executor, and towards a terminal. The munged is a real
// one.

let department: Department;
let insider: Insider;
const one = { name: "e235701", uid: 235701, gid: 235701 };
const two = { name: "e235702", uid: 235702, gid: 235702 };

beforeAll(async () => {
  department = await startDepartment({ components: ["redis", "munge"], botEnv: publicTerminals });
  insider = await insiderOf(department);
});
afterAll(async () => {
  insider?.close();
  await department?.stop();
});

const lab = () => ({ dir: department.lab.dir, keeperPid: department.lab.keeperPid });

describe("a stolen bot", () => {
  let thief: TestBot;
  const own = () => insider.stolen.bot.id;
  const terminal = (user: string) => ({ platform: "terminal", workspace: "test", user });
  const asTwo = { name: two.name, uid: two.uid };
  beforeAll(() => {
    const { redis, stolen, public: known } = insider;
    thief = createTestBot({ client: redis, own: stolen.bot, executor: known.executor, host: "vm1" });
  });
  afterAll(() => thief?.close());

  const codeOf = async (more: Parameters<TestBot["grant"]>[2], action = "host.ping", input: unknown = {}) => {
    await department.bot().stop();
    const sent = await thief.send(thief.grant(action, input, more));
    const { status, refusal: said } = await thief.result(sent.jti);
    return status === "done" ? status : said?.code;
  };
  const vouched = (user: string, more: object = {}, signer = insider.stolen.executor) => {
    const now = Date.now();
    const said = { person: asTwo, bot: own(), session: user, iat: now, until: now + 60_000, ...more };
    return {
      identity: terminal(user),
      person: asTwo,
      vouched: { proof: signSession(said, signer), place: "private" as const },
    };
  };

  test("has a grant in a session's name done only with an executor's word for just that person and session", async () => {
    const user = newSession();
    expect(await codeOf(vouched(user))).toBe("done");
    expect(await codeOf({ ...vouched(user), person: { name: one.name, uid: one.uid } })).toBe("session.other");
    expect(await codeOf({ ...vouched(user), identity: terminal(newSession()) })).toBe("session.other");
    expect(await codeOf({ identity: terminal(user), person: asTwo })).toBe("session.other");
    expect(await codeOf(vouched(user, {}, insider.stranger.executor))).toBe("session.other");
    expect(await codeOf(vouched(user, {}, insider.stolen.bot))).toBe("session.other");
    expect(await codeOf(vouched(user, { bot: insider.stranger.bot.id }))).toBe("session.other");
  });

  test("has nothing done in a session that is over, or that begins in the future", async () => {
    const now = Date.now();
    const hour = 3_600_000;
    expect(await codeOf(vouched(newSession(), { until: now - 1 }))).toBe("session.over");
    expect(await codeOf(vouched(newSession(), { iat: now + hour, until: now + 2 * hour }))).toBe("session.over");
  });

  test("gets no session signed without a credential that was made for just it", async () => {
    const user = newSession();
    const nobody = { name: "nobody", uid: 65_534 };
    const open = async (identity: ReturnType<typeof terminal>, text: string) =>
      codeOf({ identity, person: nobody }, "session.open", {
        credential: await credentialOf(lab(), text, { as: two }),
      });
    expect(await open(terminal(newSession()), sessionNonce(own(), user))).toBe("munge.payload");
    expect(await open(terminal(user), sessionNonce(insider.stranger.bot.id, user))).toBe("munge.payload");
    expect(await open(terminal("e235702"), sessionNonce(own(), "e235702"))).toBe("session.other");
    expect(await open({ ...terminal(user), platform: "slack" }, sessionNonce(own(), user))).toBe("session.other");
    expect(await open(terminal(user), sessionNonce(own(), user))).toBe("done");
  });

  test("finds no credential in the audit", async () => {
    const lines = JSON.stringify(await auditOf(department, "executor"));
    expect(lines).toContain("session.open");
    expect(lines).not.toContain("MUNGE:");
  });
});

describe("what listens in the bot's place", () => {
  let server: Server | undefined;
  afterAll(() => server?.close());
  const folder = () => join(department.lab.dir, "hostile");
  const listen = (path: string, greeting: object): Promise<string[]> =>
    new Promise((resolve) => {
      const heard: string[] = [];
      server?.close();
      server = createServer((socket) => {
        socket.on("error", () => undefined);
        socket.on("data", (chunk: Buffer) => heard.push(chunk.toString()));
        socket.write(`${JSON.stringify(greeting)}\n`);
      });
      server.listen(path, () => resolve(heard));
    });
  const state = () => ({ SHISA_STATE: folder() });

  test("gets no credential for a link or an act out of anybody's terminal", async () => {
    await mkdir(join(folder(), "terminal"), { recursive: true, mode: 0o755 });
    for (const nonce of ["shisa-link:slack:T1/U1:abc", `shisa-act:${"0".repeat(64)}`, "shisa-session:short:S.x", ""]) {
      await rm(join(folder(), "terminal/shisa.sock"), { force: true });
      const heard = await listen(join(folder(), "terminal/shisa.sock"), { type: "hello", nonce });
      await department.lab.run(["chmod", "0666", join(folder(), "terminal/shisa.sock")]);
      const ran = await shisaAs(department.lab, "e235701", ["say", "/ping"], state());
      expect(ran).toMatchObject({ code: 1, stderr: expect.stringContaining("is not the bot") });
      expect(heard).toEqual([]);
    }
  }, 60_000);

  test.each([
    ["that stands in a folder of somebody else's", (at: string) => ["chown", "-R", "e235702", at]],
    ["that stands where others may write", (at: string) => ["chmod", "0777", join(at, "terminal")]],
    ["that is not its folder's owner's", (at: string) => ["chown", "e235702", join(at, "terminal/shisa.sock")]],
  ])("is not spoken to %s", async (_, spoil) => {
    const path = join(folder(), "terminal/shisa.sock");
    await rm(folder(), { recursive: true, force: true });
    await mkdir(dirname(path), { recursive: true, mode: 0o755 });
    const nonce = sessionNonce(insider.public.bot.id, newSession());
    const heard = await listen(path, { type: "hello", nonce });
    await department.lab.run(spoil(folder()));
    const ran = await shisaAs(department.lab, "e235701", ["say", "/ping"], state());
    expect(ran).toMatchObject({ code: 1, stderr: expect.stringContaining("may be somebody else's") });
    expect(heard).toEqual([]);
  });
});
