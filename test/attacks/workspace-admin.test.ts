import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { arrivalOf, type ChatBench, chatBench, idOf, typeAt } from "./kit/chat.ts";
import { scriptedPlatform } from "./kit/scripted.ts";

const hanako = idOf("U1");
/** Owner of the workspace, and in every channel of it. */
const owner = idOf("UOWNER");
let bench: ChatBench;
let slack: ReturnType<typeof scriptedPlatform>;
beforeEach(() => {
  bench = chatBench();
  bench.link(hanako, "e235701");
  slack = scriptedPlatform();
  bench.desk.open(slack.surface);
});
afterEach(() => bench.stop());

const settled = (count: number) => expect.poll(() => slack.said.length).toBeGreaterThanOrEqual(count);

describe("an administrator of a Slack workspace", () => {
  test("is nobody until they are linked, and is told their own identity and nothing else", async () => {
    for (const line of ["/vm list", "/audit", "/help", "/me log"]) await typeAt(bench, arrivalOf(owner, line));
    await settled(4);
    expect(bench.ran).toEqual([]);
    expect(JSON.stringify(slack.said)).not.toMatch(/e235701|"web"|"db"|192\.168/u);
  });

  test("linked to a student, may do what that student may, and administers nothing", async () => {
    bench.link(owner, "e235702");
    const lines = ["/audit --person e235701", "/audit bot", "/vm show db", "/vm delete db --yes"];
    for (const line of lines) {
      const before = slack.said.length;
      await typeAt(bench, arrivalOf(owner, line));
      await settled(before + 1);
    }
    await expect.poll(() => bench.ran.length).toBe(lines.length);
    expect(new Set(bench.ran.map(({ account }) => account))).toEqual(new Set(["e235702"]));
    const tones = slack.said.map(({ shown }) => shown.reply.tone);
    expect(tones).not.toContain("done");
    expect(JSON.stringify(slack.said)).not.toContain("192.168.122.11");
  });

  test("who gives an account of the workspace to another person gives that person's guests with it, until it is unlinked", async () => {
    // The platform's administrators decide who speaks as U1. It ends where the link does, on every platform alike.
    await typeAt(bench, arrivalOf(hanako, "/vm list"));
    await expect.poll(() => bench.ran.length).toBe(1);
    bench.link(hanako);
    await typeAt(bench, arrivalOf(hanako, "/vm list"));
    await expect.poll(() => slack.titles().at(-1)).toMatch(/do not know yet who you are/u);
    expect(bench.ran).toHaveLength(1);
  });
});
