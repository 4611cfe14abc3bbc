import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { adm, alice, type FakeAccount, prof } from "../../support/fake-people.ts";
import { type Pair, startPair } from "../../support/pair.ts";
import { waitFor } from "../../support/wait.ts";

// A bot and the executors of two hosts: an order that one of them signs comes to hold on the other.
const adm2: FakeAccount = { name: "adm2", uid: 5006, gid: 5006, groups: ["shisa-admin"] };
const taker: FakeAccount = { name: "taker", uid: 5011, gid: 5011, groups: ["students", "other"] };
let pair: Pair;
beforeEach(async () => {
  pair = await startPair([adm, adm2, prof, taker, alice], ["h2"]);
});
afterEach(() => pair.remove());

interface Listed {
  readonly orders?: readonly { readonly id: string; readonly hosts: readonly string[] }[];
  readonly exams?: readonly { readonly id: string; readonly hosts: readonly string[] }[];
}
async function hostsOf(line: string, id: string): Promise<readonly string[]> {
  const { output } = await pair.say("adm1", line);
  const { orders, exams } = output as Listed;
  return (orders ?? exams ?? []).find((one) => one.id === id)?.hosts ?? [];
}
const onBoth = (line: string, id: string) =>
  waitFor(`both hosts to go by ${id}`, async () => (await hostsOf(line, id)).length === 2, 60_000);
/** Until when the one order on a host's disk holds. */
async function untilAt(host: string): Promise<unknown> {
  const path = join(pair.bench.folder, `${host}.state`, "orders.json");
  const { orders } = JSON.parse(await readFile(path, "utf8")) as { readonly orders: readonly string[] };
  return JSON.parse(Buffer.from(orders[0]?.split(".")[1] ?? "", "base64url").toString()).until;
}
const heard = (host: string) =>
  waitFor(
    `the bot to have heard ${host}`,
    async () => (await pair.say("adm1", `/ping --host ${host}`)).status === "done",
  );
const start = "/exam start other --until +2h --reason midterm";

describe("an order", () => {
  test("comes to hold on a host that was away, and its end too", async () => {
    expect(await pair.say("adm1", "/limit set alice --guests 6 --reason thesis")).toMatchObject({ status: "done" });
    await pair.startHost("h2");
    await heard("h2");
    await onBoth("/limit list", "limits:alice");
    await pair.stopHost("h2");
    expect(await pair.say("adm1", "/limit end alice")).toMatchObject({ status: "done" });
    await waitFor("the end to be heard", async () => (await hostsOf("/limit list", "limits:alice")).length === 0);
    await pair.startHost("h2");
    await heard("h2");
    // h2 told the old one as it came back.
    await waitFor("h2 to know of the end", async () => (await untilAt("h2")) !== null, 60_000);
    expect(await hostsOf("/limit list", "limits:alice")).toEqual([]);
    expect(await pair.say("adm1", "/limit end alice")).toMatchObject({ refusal: { code: "limit.none" } });
  });

  test("an exam asks once, then its students can only look on every host, until it is ended", async () => {
    await pair.startHost("h2");
    await heard("h2");
    const asked = await pair.say("prof", start, { confirmed: false });
    expect(asked).toMatchObject({ status: "confirm", reply: { tone: "question" } });
    expect(JSON.stringify(asked.reply)).toContain("The taker (taker)");
    expect(JSON.stringify(asked.reply.text)).toContain("The prof (prof)");
    expect((await pair.say("adm1", "/exam list")).output).toEqual({ exams: [] });
    expect((await pair.say("taker", "/me key remove aaaaaa")).refusal?.code).not.toBe("exam.running");
    const button = asked.reply.buttons?.find(({ line }) => line.startsWith("/exam start"));
    expect(await pair.say("prof", button?.line ?? "", { confirmed: false })).toMatchObject({ status: "done" });
    await onBoth("/exam list", "exam:other");
    for (const host of ["h1", "h2"]) expect((await pair.say("taker", `/ping --host ${host}`)).status).toBe("done");
    const refusal = { code: "exam.running", numbers: { course: "other" } };
    expect(await pair.say("taker", "/me key remove aaaaaa")).toMatchObject({ status: "refused", refusal });
    expect((await pair.say("alice", "/me key remove aaaaaa")).refusal?.code).toBe("key.unknown");
    expect(JSON.stringify((await pair.say("taker", "/me")).reply)).toContain("other");
    expect(await pair.say("prof", "/exam end other")).toMatchObject({ status: "done" });
    await waitFor("the exam to be over", async () => {
      return (await pair.say("taker", "/me key remove aaaaaa")).refusal?.code === "key.unknown";
    });
  });

  test("nobody sets their own limits, nor does a teacher anybody's", async () => {
    const line = "/limit set adm1 --guests 90 --reason because";
    expect(await pair.say("adm1", line)).toMatchObject({ refusal: { code: "limit.self" } });
    expect(await pair.say("prof", line)).toMatchObject({ refusal: { code: "role.admin_only" } });
    expect(await pair.say("taker", start)).toMatchObject({ refusal: { code: "role.staff_only" } });
    expect(await pair.say("adm2", line)).toMatchObject({ status: "done" });
    expect(await pair.say("adm1", "/limit end adm1")).toMatchObject({ refusal: { code: "limit.self" } });
  });

  test("what cannot be an exam is refused with why", async () => {
    for (const [line, code] of [
      ["/exam start students --until +2h", "exam.everybody"],
      ["/exam start nothing --until +2h", "exam.course"],
      ["/exam start other --from +3h --until 2020-01-01", "order.times"],
      ["/exam start other --until soon", "moment.invalid"],
      ["/exam end other", "exam.none"],
    ] as const)
      expect(await pair.say("prof", line), line).toMatchObject({ refusal: { code } });
    expect(await pair.say("prof", start)).toMatchObject({ status: "done" });
    expect(await pair.say("prof", start)).toMatchObject({ refusal: { code: "exam.standing" } });
  });
});
