import { afterEach, beforeEach, expect, test } from "vitest";
import { tellOfDecisions } from "../../../bot/approvals/notices.ts";
import type { Message } from "../../../bot/message.ts";
import { usualHandlers } from "../../../bot/usual-handlers.ts";
import type { ChatIdentity } from "../../../protocol/messages.ts";
import { type ApprovalBench, approvalBench, by } from "../../attacks/kit/approvals.ts";
import { now, people } from "../handlers/department.ts";

const big = "/vm create tiny big --disk 30G";
const terminal = { platform: "terminal", workspace: "", user: "e235701" };
const onSlack = { platform: "slack", workspace: "T1", user: "U1" };
const onDiscord = { platform: "discord", workspace: "1", user: "2" };

let bench: ApprovalBench;
let told: { identity: ChatIdentity; key: string; message: Message }[];
beforeEach(() => {
  bench = approvalBench();
  told = [];
  const { name: account, uid } = people.hanako;
  tellOfDecisions({
    book: bench.book,
    handlers: usualHandlers,
    surroundings: { timeZone: "Asia/Tokyo", now: () => now },
    people: { identitiesOf: () => [onSlack, onDiscord], find: () => ({ account, uid }) },
    tell: async (identity, key, message) => void told.push({ identity, key, message: message("en") }),
    platforms: ["slack"],
    failed: (cause) => {
      throw cause;
    },
  });
});
afterEach(() => bench.stop());

test("who asked at a terminal and closed it is told in the chats where they are known, once for each decision", async () => {
  const number = await bench.ask(big, people.hanako, { identity: terminal });
  bench.watched = false;
  await bench.book.deny(number, by(bench, "prof1"), "please use the shared disk");
  await bench.book.deny(number, by(bench, "adm1"), "no");
  expect(told).toMatchObject([
    {
      identity: onSlack,
      message: { final: true, reply: { text: ["Prof. One (prof1): please use the shared disk", "Nothing was done."] } },
    },
  ]);
});

test("who has the message before them, or asked in a chat, is told nothing else", async () => {
  const watched = await bench.ask(big, people.hanako, { identity: terminal });
  await bench.book.approve(watched, by(bench, "prof1"));
  bench.watched = false;
  const typed = await bench.ask(big);
  await bench.book.approve(typed, by(bench, "prof1"));
  expect(told).toEqual([]);
});
