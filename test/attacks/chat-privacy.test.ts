import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Reference } from "../../bot/chat/arrival.ts";
import { arrivalOf, type ChatBench, chatBench, idOf, typeAt } from "./kit/chat.ts";
import { gone, scriptedPlatform } from "./kit/scripted.ts";

const hanako = idOf("U1");
const inChannel = { place: { channel: "C1", kind: "channel" } } as const;
let bench: ChatBench;
let slack: ReturnType<typeof scriptedPlatform>;
beforeEach(() => {
  bench = chatBench();
  bench.link(hanako, "e235701");
  slack = scriptedPlatform();
  bench.desk.open(slack.surface);
});
afterEach(() => bench.stop());

/** What everybody in a channel sees, and what the bot only says there to one person. */
const aloud = () => slack.said.filter(({ audience, at }) => audience === "place" || at?.audience === "place");
const noted = () => JSON.stringify(slack.said.filter(({ audience }) => audience === "note"));
const secrets = /192\.168|"web"|"db"|研究用|secret/u;

describe("typed where others read along", () => {
  test.each([
    "/vm list",
    "/vm show web",
    "/me",
    "/jobs",
    "/vm delete web",
  ])("%s tells the others nothing", async (line) => {
    await typeAt(bench, arrivalOf(hanako, line, inChannel));
    await expect.poll(() => slack.said.filter(({ audience }) => audience === "note").length).toBeGreaterThan(0);
    expect(aloud()).toEqual([]);
    expect(noted()).not.toMatch(secrets);
    expect(slack.said.some(({ audience }) => audience === "direct")).toBe(true);
  });

  test("what cannot go to somebody's direct messages is not said aloud instead", async () => {
    slack.refuses(({ audience }) => (audience === "direct" ? gone() : undefined));
    await typeAt(bench, arrivalOf(hanako, "/vm list", inChannel));
    await expect.poll(() => slack.said.length).toBeGreaterThan(0);
    expect(aloud()).toEqual([]);
    slack.refuses(() => gone());
    await typeAt(bench, arrivalOf(hanako, "/vm list", inChannel));
    await expect.poll(() => bench.audited).toContainEqual(expect.objectContaining({ event: "message.undeliverable" }));
    expect(aloud()).toEqual([]);
    expect(JSON.stringify(bench.audited)).not.toMatch(secrets);
  });
});

describe("an answer to a button", () => {
  const pressOn = async (on: Reference): Promise<void> => {
    await typeAt(bench, arrivalOf(hanako, "/vm delete web"));
    await expect.poll(() => slack.button(/Delete|Yes/u)).not.toBe("");
    const id = slack.button(/Delete|Yes/u);
    const answer = bench.desk.pressed({ id, identity: hanako, ...inChannel, on }, false);
    if (answer.kind !== "line") throw new Error("it was not taken");
    await bench.desk.receive(answer.arrival);
    bench.desk.run(answer.arrival);
    await expect.poll(() => slack.titles().join()).toContain("Done for e235701");
  };

  test("takes the place of the question that its person alone saw", async () => {
    await pressOn({ channel: "DU1", message: "m0", audience: "direct" });
    expect(slack.said.filter(({ audience }) => audience === "edit").map(({ at }) => at?.message)).toEqual(["m0"]);
  });

  test("never takes the place of a message that everybody sees", async () => {
    await pressOn({ channel: "C1", message: "public", audience: "place" });
    expect(slack.said.filter(({ audience }) => audience === "edit")).toEqual([]);
    expect(aloud()).toEqual([]);
  });

  test("whose message was deleted goes to its person, not to the channel", async () => {
    slack.refuses(({ audience }) => (audience === "edit" ? gone() : undefined));
    await pressOn({ channel: "DU1", message: "m0", audience: "direct" });
    expect(slack.said.at(-1)).toMatchObject({ audience: expect.stringMatching(/direct|note/u) });
    expect(aloud()).toEqual([]);
  });
});
