import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../../lab/run.ts";
import { startTown, type Town } from "./town.ts";

// First-years on their phones: no shell, no key, no files in their homes; only a chat and an app that speaks ssh.
let town: Town;
beforeAll(async () => {
  town = await startTown({ linkBy: "class" });
}, 180_000);
afterAll(() => town?.stop(), 60_000);

const inAMinute = 60_000;
const newcomers = [
  ["Slack's Socket Mode", "e235702"],
  ["Discord", "e235703"],
] as const;

/** What an app on a phone makes: the path of the private key, and the public one. */
async function keyOnPhone(account: string): Promise<{ readonly path: string; readonly line: string }> {
  const path = join(town.department.lab.dir, `phone-${account}`);
  const made = await run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "phone", "-f", path]);
  expect(made.exitCode, made.stderr).toBe(0);
  return { path, line: (await readFile(`${path}.pub`, "utf8")).trim() };
}

/** Logs in with just this key, as the app does. */
function login(account: string, address: string, key: string) {
  const settings = ["BatchMode=yes", "IdentitiesOnly=yes", "IdentityAgent=none", "LogLevel=ERROR", "ConnectTimeout=5"];
  const strange = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null"];
  const options = [...settings, ...strange].flatMap((one) => ["-o", one]);
  const argv = ["ssh", "-F", "/dev/null", "-i", key, ...options, "-l", account, address, "id -un; hostname"];
  return run(argv, { timeoutMs: 30_000 });
}

describe.each(newcomers)("on %s", (name, account) => {
  test("a first-year on a phone: linked with the class, adds a key by a form, gets a guest, logs in", {
    timeout: 240_000,
  }, async () => {
    const surface = town.surfaces.find((each) => each.name === name);
    town.speakBy(name);
    const arrived = surface?.stranger?.("ja");
    if (arrived === undefined) throw new Error(`nobody is new on ${name}`);
    const { person, link } = arrived;
    await rm(join(town.department.lab.dir, "home", account, ".ssh"), { recursive: true, force: true });
    // Discord knows nobody's language before they have spoken.
    await person.types({ command: "vm list" });
    await link(account);
    const greeting = await person.sees(new RegExp(`ようこそ。${account}`, "u"), inAMinute);

    // Without a key the refusal leads to the form in which one is added.
    const values = { template: "tiny", name: "sumaho", memory: "256M", disk: "1G" };
    await greeting.click("VMを作る");
    await person.corrects({ command: "vm create" }, values, /テンプレート/u);
    const refused = await person.sees(/SSHの公開鍵が見つかりません/u, inAMinute);
    const phone = await keyOnPhone(account);
    await refused.click("公開鍵を登録する");
    await person.corrects({ command: "me key add" }, { key: phone.line }, /公開鍵/u);
    const added = await person.sees(/公開鍵を登録しました/u, inAMinute);

    await added.click("VMを作る");
    await person.corrects({ command: "vm create" }, values, /テンプレート/u);
    const made = await person.sees(/VM「sumaho」ができました/u, inAMinute);
    const [, address = ""] = /(10\.213\.[0-9]+\.[0-9]+)/u.exec(made.text()) ?? [];
    expect(made.text()).toContain(`${account}@${address}`);
    const said = await login(account, address, phone.path);
    expect(said.stdout.split("\n").slice(0, 2), said.stderr).toEqual([account, `${account}-sumaho`]);

    // And when it does not answer one day, the chat says why, and what to press.
    await person.types({ command: "why ", values: { thing: "sumaho" } });
    await person.sees(/VM「sumaho」は動いていて、ログインできます/u, inAMinute);
    await person.types({ command: "vm stop", values: { name: "sumaho" } });
    await person.sees(/sumaho.*停止しました/u, inAMinute);
    await person.types({ command: "why ", values: { thing: "sumaho" } });
    const why = await person.sees(/正常に終了しました/u, inAMinute);
    expect(why.buttons()).toContain("起動");
    expect(person.channel()).toEqual([]);
  });
});

test("nothing that the bot sent to a platform was more than it takes", () => {
  expect(town.slack.complaints()).toEqual([]);
  expect(town.discord.complaints()).toEqual([]);
});
