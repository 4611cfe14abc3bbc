import { afterEach, beforeEach, expect, test } from "vitest";
import { UnreachableError } from "../../../bin/client/connection.ts";
import { type BotMessage, LostError, openConversation, type SayMessage } from "../../../bin/client/conversation.ts";
import { endingWithout } from "../../../bin/client/outcome.ts";
import { createFakeBot, type FakeBot, final } from "./fake-bot.ts";

let bot: FakeBot;
beforeEach(async () => {
  bot = await createFakeBot();
});
afterEach(() => bot.remove());

const line = (id: string): SayMessage => ({ type: "say", id, account: "e235701", line: "/vm list", confirmed: false });

test("no socket is told at once", async () => {
  await expect(openConversation({ path: bot.socket, patienceMs: 60_000 })).rejects.toThrow(UnreachableError);
});

test("a bot that does not come back makes the outcome unknown: 6, with the way to ask again", async () => {
  await bot.start((_, { hangUp }) => hangUp());
  const conversation = await openConversation({ path: bot.socket, patienceMs: 200 });
  const lost = conversation.say(line("id-1"), () => undefined);
  const fate = expect(lost).rejects.toThrow(LostError);
  await bot.stop();
  await fate;
  conversation.close();
  const { code, outcome } = endingWithout(new LostError("away"), "id-1", "en");
  expect({ code, status: outcome.status }).toEqual({ code: 6, status: "unknown" });
  expect(outcome.text).toContain("--id id-1");
});

test("a bot that says nothing at all about a command makes the outcome unknown", async () => {
  await bot.start(() => undefined);
  const conversation = await openConversation({ path: bot.socket, patienceMs: 100 });
  await expect(conversation.say(line("id-2"), () => undefined)).rejects.toThrow(LostError);
  conversation.close();
});

test("an unknown outcome can still be corrected", async () => {
  await bot.start(({ id }, { send }) => {
    send(final(id, "unknown", "the host is silent"));
    send(final(id, "done", "it was done after all"));
  });
  const seen: BotMessage[] = [];
  const conversation = await openConversation({ path: bot.socket, patienceMs: 5_000 });
  const corrected = new Promise<void>((resolve) => {
    void conversation.say(line("id-3"), (message) => {
      seen.push(message);
      if (seen.length === 2) resolve();
    });
  });
  await corrected;
  conversation.close();
  expect(seen.map(({ status }) => status)).toEqual(["unknown", "done"]);
});

test("what is no message of a bot ends the connection, and nothing of it is shown", async () => {
  let times = 0;
  await bot.start(({ id }, { send }) => {
    times += 1;
    if (times === 1) send({ type: "message", id, final: true, status: "done", reply: "<b>" } as never);
    else send(final(id, "done", "a real one"));
  });
  const conversation = await openConversation({ path: bot.socket, patienceMs: 5_000 });
  const { reply } = await conversation.say(line("id-4"), () => undefined);
  conversation.close();
  expect(reply.title).toBe("a real one");
});
