import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { arrivalSchema } from "../../bot/chat/arrival.ts";
import { slackEvents, slackScopes } from "../../bot/slack/scopes.ts";
import { arrivalOf, type ChatBench, chatBench, idOf, typeAt } from "./kit/chat.ts";
import { scriptedPlatform } from "./kit/scripted.ts";

const hanako = idOf("U1");
let bench: ChatBench;
let slack: ReturnType<typeof scriptedPlatform>;
beforeEach(() => {
  bench = chatBench();
  bench.link(hanako, "e235701");
  slack = scriptedPlatform();
  bench.desk.open(slack.surface);
});
afterEach(() => bench.stop());

describe("whoever holds the bot's token on Slack", () => {
  test("reads nothing that people write there: the app asks for no history and for no message", () => {
    const readable = [...Object.keys(slackScopes), ...Object.keys(slackEvents)].filter((name) =>
      /history|^message|mention|:write\.|admin|search/u.test(name),
    );
    expect(readable).toEqual([]);
  });

  test("brings no button of their own to life, and makes none of the bot's do something else", async () => {
    await typeAt(bench, arrivalOf(hanako, "/vm delete web"));
    await expect.poll(() => slack.button(/Delete|Yes/u)).not.toBe("");
    const real = slack.button(/Delete|Yes/u);
    const pressed = (id: string) => {
      const on = { channel: "C1", message: "posted with the token", audience: "place" } as const;
      return bench.desk.pressed({ id, identity: hanako, place: { channel: "C1", kind: "channel" }, on }, false);
    };
    for (const id of [
      "",
      "x",
      "/vm delete db --yes",
      `${real}x`,
      real.slice(1),
      JSON.stringify({ line: "/vm delete db" }),
    ])
      expect(pressed(id).kind).not.toBe("line");
    // Under another label it does what the bot made it for, for its person, and nothing else.
    const answer = pressed(real);
    expect(answer.kind === "line" && answer.arrival.line).toMatch(/^\/vm delete web/u);
    expect(bench.ran.filter(({ line }) => line.includes("db"))).toEqual([]);
  });

  test("says nothing in anybody's name: what arrives says who speaks by the platform's ids and by nothing else", () => {
    const arrival = arrivalOf(hanako, "/vm list");
    expect(arrivalSchema.safeParse(arrival).success).toBe(true);
    for (const more of [{ name: "adm1" }, { email: "adm1@example.ac.jp" }, { bot: true }, { roles: ["admin"] }])
      expect(arrivalSchema.safeParse({ ...arrival, ...more }).success).toBe(false);
  });
});
