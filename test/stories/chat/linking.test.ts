import { chown, cp, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Department, startDepartment } from "../../department/department.ts";
import { until } from "../../fakes/kit/until.ts";
import { type FakeSlack, startFakeSlack } from "../../fakes/slack/slack.ts";
import { credentialOf } from "../../lab/munge.ts";

// People show which account is theirs, with a real munged, on a Slack of this machine.

vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

let department: Department;
let slack: FakeSlack;

beforeAll(async () => {
  department = await startDepartment({
    components: ["redis", "munge"],
    botEnv: async ({ cable }) => {
      slack = await startFakeSlack({ host: cable.machine });
      return {
        SHISA_SLACK_WORKSPACE: slack.team,
        SHISA_SLACK_BOT_TOKEN: slack.botToken,
        SHISA_SLACK_APP_TOKEN: slack.appToken,
        SHISA_SLACK_API: slack.api,
      };
    },
  });
});

afterAll(async () => {
  await department?.stop();
  await slack?.stop();
});

type Student = ReturnType<FakeSlack["person"]>;
const as = (uid: number) => ({ as: { uid, gid: uid } });
const newcomer = (): Student => slack.person({ locale: "en-US" });

/** What the bot shows somebody to run, when they type /link. */
async function nonceOf(person: Student): Promise<string> {
  await person.types("/link");
  const { text } = await person.sees(/munge -s shisa-link:slack:\S+ -u root/u);
  const [, nonce = ""] = /munge -s (\S+) -u root/u.exec(text) ?? [];
  return nonce;
}

async function paste(person: Student, credential: string): Promise<void> {
  await (await person.sees(/munge -s shisa-link/u)).click("Paste it");
  const modal = await person.modal();
  await modal.fill({ "f.credential": credential });
  await modal.submit();
}

test("somebody new shows by munge who they are, in a form, and may begin", async () => {
  const hanako = newcomer();
  await hanako.types("/vm list");
  const unknown = await hanako.sees(/I do not know yet who you are here/u);
  await unknown.click("Show which account is mine");
  const { text } = await hanako.sees(/munge -s shisa-link/u);
  const [, nonce = ""] = /munge -s (\S+) -u root/u.exec(text) ?? [];
  expect(nonce).toContain(`shisa-link:slack:${slack.team}/${hanako.id}:`);
  await paste(hanako, await credentialOf(department.lab, nonce, as(235_701)));
  await hanako.sees(/is e235701 from now on/u);
  await hanako.sees(/Welcome: here you are e235701/u);
  await hanako.types("/link list");
  await hanako.sees(/Chats linked to e235701: 1/u);
  await hanako.types("/ping");
  await hanako.sees(/vm1/u);
});

test("two people link themselves, and neither by what the other made, nor twice by the same", async () => {
  const [taro, jiro] = [newcomer(), newcomer()];
  const taros = await nonceOf(taro);
  const jiros = await nonceOf(jiro);
  const stolen = await credentialOf(department.lab, taros, as(235_702));
  await jiro.types(`/link ${stolen}`);
  await jiro.sees(/made for something else/u);
  await jiro.types(`/link ${await credentialOf(department.lab, jiros)}`);
  await jiro.sees(/does not work for accounts of the system/u);
  const fresh = await credentialOf(department.lab, jiros, as(235_703));
  await jiro.types(`/link ${fresh}`);
  await jiro.sees(/is e235703 from now on/u);
  await jiro.types(`/link ${fresh}`);
  await jiro.sees(/Nothing waits for this proof here/u);
  // The host has burned what was stolen; what its owner makes anew is theirs.
  await taro.types(`/link ${stolen}`);
  await taro.sees(/was used already/u);
  await taro.types(`/link ${await credentialOf(department.lab, taros, as(235_702))}`);
  await taro.sees(/is e235702 from now on/u);
});

test("a link that was ended stays so, also with the bot's database of before, until it is proved anew", async () => {
  const saburo = newcomer();
  await saburo.types(`/link ${await credentialOf(department.lab, await nonceOf(saburo), as(9_001))}`);
  await saburo.sees(/is prof1 from now on/u);
  await saburo.types("/ping");
  await saburo.sees(/vm1/u);
  await department.bot().stop();
  const database = join(department.folder, "bot");
  await cp(database, `${database}.before`, { recursive: true, preserveTimestamps: true });
  await department.startBot();
  await saburo.types("/link remove");
  const question = await saburo.sees(/End the link of/u);
  await question.click("End it");
  await saburo.sees(/has ended/u);
  await saburo.types("/vm templates");
  await saburo.sees(/I do not know yet who you are here/u);
  await department.bot().stop();
  for (const name of await readdir(database))
    if (name.includes("sqlite") || name.includes(".db")) await rm(join(database, name), { force: true });
  for (const name of await readdir(`${database}.before`))
    if (name.includes("sqlite") || name.includes(".db")) {
      await cp(join(`${database}.before`, name), join(database, name));
      const { uid, gid } = await stat(database);
      await chown(join(database, name), uid, gid);
    }
  await department.startBot();
  const before = saburo.messages().length;
  await saburo.types("/ping");
  await until("an answer", () => saburo.messages().length > before, 20_000);
  await saburo.sees(/I do not know yet who you are here/u);
  await saburo.types(`/link ${await credentialOf(department.lab, await nonceOf(saburo), as(9_001))}`);
  await saburo.sees(/is prof1 from now on/u);
  await saburo.types("/me");
  await saburo.sees(/prof1/u);
});
