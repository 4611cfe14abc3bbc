import { execa } from "execa";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pageAt, remains } from "../../department/guests.ts";
import type { ChatSurface } from "./person.ts";
import { startTown, surfaceNames, type Town } from "./town.ts";

// The same journeys wherever somebody speaks with the bot, with the same outcome.
let town: Town;
beforeAll(async () => {
  town = await startTown();
}, 180_000);
afterAll(() => town?.stop(), 60_000);

const small = { memory: "256M", disk: "1G" };
const nothing = { domains: [], folders: [], reservations: [] };
const inAMinute = 60_000;

describe.each(surfaceNames)("on %s", (name) => {
  let surface: ChatSurface;
  beforeEach(() => {
    const found = town.surfaces.find((each) => each.name === name);
    if (found === undefined) throw new Error(`there is no surface ${name}`);
    surface = found;
    town.speakBy(name);
  });

  test("a student types a guest into being, sees it come about in one message, and deletes it after a question", async () => {
    const hanako = await surface.person("e235701", "en");
    const before = hanako.messages().length;
    await hanako.types({ command: "vm create", values: { template: "tiny", name: "web", ...small } });
    const message = await hanako.sees(/Creating VM web/u);
    await message.becomes(/VM web is ready/u, inAMinute);
    expect(message.history().some((text) => /Reserve an address/u.test(text))).toBe(true);
    expect(hanako.messages()).toHaveLength(before + 1);
    const [, address = ""] = /(10\.213\.[0-9]+\.[0-9]+)/u.exec(message.text()) ?? [];
    expect(await pageAt(address)).toContain("e235701-web");
    expect(message.text()).toContain(`e235701@${address}`);

    await hanako.types({ command: "vm delete", values: { name: "web" } });
    const question = await hanako.sees(/Delete VM web\?|web.*\?/u);
    await question.click(question.buttons()[0] ?? "");
    await question.becomes(/deleted/u, inAMinute);
    expect(await remains(town.department)).toEqual(nothing);
  }, 120_000);

  test("日本語の利用者には日本語で答え、間違いはその場で直せる", async () => {
    const taro = await surface.person("e235702", "ja");
    const typed = { command: "vm create", values: { template: "tiny", name: "研究", ...small } };
    await taro.types(typed);
    await taro.corrects(typed, { name: "kenkyu" }, /半角|名前/u);
    const message = await taro.sees(/VM「kenkyu」の作成/u);
    await message.becomes(/VM「kenkyu」ができました/u, inAMinute);
    await taro.types({ command: "vm delete", values: { name: "kenkyu" } });
    const question = await taro.sees(/kenkyu.*か/u);
    await question.click(question.buttons()[0] ?? "");
    await question.becomes(/削除しました/u, inAMinute);
    expect(await remains(town.department)).toEqual(nothing);
  }, 120_000);

  test("what needs an approval waits for it, is taken back, and nothing is made", async () => {
    const hanako = await surface.person("e235701", "en");
    await hanako.types(
      { command: "vm create", values: { template: "tiny", name: "big", disk: "30G" } },
      surface.name === "the terminal" ? "direct" : "channel",
    );
    const waiting = await hanako.sees(/Creating VM big: waits for approval/u);
    expect(waiting.text()).toMatch(/30 ?G[\s\S]*10 ?G|10 ?G[\s\S]*30 ?G/u);
    await waiting.click("Withdraw");
    await hanako.sees(/You took back/u);
    if (surface.name !== "the terminal") await waiting.becomes(/you took it back/u);
    expect(hanako.channel()).toEqual([]);
    expect(await remains(town.department)).toEqual(nothing);
  }, 60_000);

  test("a guest that cannot be made is a failure with its reason, and nothing of it is left", async () => {
    const hanako = await surface.person("e235701", "en");
    // Not even root makes anything in a folder that is immutable.
    const disks = town.department.lab.vm?.disks ?? "";
    await execa("chattr", ["+i", disks]);
    try {
      await hanako.types({ command: "vm create", values: { template: "tiny", name: "broken", ...small } });
      const message = await hanako.sees(/broken/u);
      await message.becomes(/could not|failed|not made/iu, inAMinute);
    } finally {
      await execa("chattr", ["-i", disks]);
    }
    expect(await remains(town.department)).toEqual(nothing);
  }, 120_000);

  test("the bot is killed in the middle: the same message comes to its end after the restart", async () => {
    const hanako = await surface.person("e235701", "en");
    const before = hanako.messages().length;
    await hanako.types({ command: "vm create", values: { template: "tiny", name: "lasting", ...small } });
    const message = await hanako.sees(/Creating VM lasting/u);
    // From its first edit on it is written down where the message stands.
    await message.becomes(/^(?![\s\S]*waiting for its turn)/u);
    await town.department.bot().kill();
    await town.department.startBot();
    await message.becomes(/VM lasting is ready/u, inAMinute);
    expect(hanako.messages()).toHaveLength(before + 1);
    await hanako.types({ command: "vm delete", values: { name: "lasting" } });
    const question = await hanako.sees(/lasting.*\?/u);
    await question.click(question.buttons()[0] ?? "");
    await question.becomes(/deleted/u, inAMinute);
    expect(await remains(town.department)).toEqual(nothing);
  }, 180_000);
});

describe.each(["Slack's Socket Mode", "Discord"])("new on %s", (name) => {
  test("学生は自分のIDを知り、結び付けてもらい、ボタンとフォームだけでVMを手に入れる", async () => {
    const surface = town.surfaces.find((each) => each.name === name);
    town.speakBy(name);
    const arrived = surface?.stranger?.("ja");
    if (arrived === undefined) throw new Error(`nobody is new on ${name}`);
    const { person, link } = arrived;
    await person.types({ command: "vm list" }, "channel");
    const unknown = await person.sees(/どのアカウントの方か分かりません/u);
    expect(unknown.text()).toMatch(/(slack|discord):[A-Z0-9]+\/[A-Z0-9]+/u);
    await link("e235703");
    const greeting = await person.sees(/ようこそ。e235703/u);
    expect(greeting.buttons()).toHaveLength(3);
    await greeting.click("VMを作る");
    const values = { template: "tiny", name: "hajime", memory: "256M", disk: "1G" };
    await person.corrects({ command: "vm create" }, values, /テンプレート/u);
    const message = await person.sees(/VM「hajime」ができました/u, inAMinute);
    expect(message.text()).toContain("e235703@10.213.");
    await person.types({ command: "vm delete", values: { name: "hajime" } });
    const question = await person.sees(/hajime.*か/u);
    await question.click(question.buttons()[0] ?? "");
    await question.becomes(/削除しました/u, inAMinute);
    expect(person.channel()).toEqual([]);
  }, 120_000);
});

test("nothing that the bot sent to a platform was more than it takes", () => {
  expect(town.slack.complaints()).toEqual([]);
  expect(town.discord.complaints()).toEqual([]);
});
