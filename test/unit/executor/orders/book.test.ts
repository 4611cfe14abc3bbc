import { describe, expect, test } from "vitest";
import { signLink } from "../../../../protocol/link.ts";
import { limitsOrderId, signOrder } from "../../../../protocol/order.ts";
import { alice, bookScene, day, examOrder, hour, limitsOrder } from "./scene.ts";

const limitsIn = (book: Awaited<ReturnType<Awaited<ReturnType<typeof bookScene>>["open"]>>) => {
  const order = book.of(limitsOrderId(alice.name))?.order;
  return order?.kind === "limits" ? order.limits : undefined;
};

describe("a host's book of orders", () => {
  test("takes what another executor signed, and has it after a restart", async () => {
    const scene = await bookScene();
    const book = await scene.open();
    const text = limitsOrder(scene.vm2, { iat: scene.start }, { guests: 6 });
    expect((await book.take([text])).taken).toMatchObject([{ kind: "limits", limits: { guests: 6 } }]);
    expect((await book.take([text])).taken).toEqual([]);
    expect(limitsIn(await scene.open())).toEqual({ guests: 6 });
  });

  test("lets the newest of an id stand, whatever comes in which order", async () => {
    for (const turned of [false, true])
      for (const together of [false, true]) {
        const scene = await bookScene();
        const older = limitsOrder(scene.vm1, { iat: scene.start - 10 }, { guests: 6 });
        const newer = limitsOrder(scene.vm2, { iat: scene.start }, { guests: 7 });
        const texts = turned ? [newer, older] : [older, newer];
        const book = await scene.open();
        for (const some of together ? [texts] : texts.map((text) => [text])) await book.take(some);
        expect(limitsIn(book)).toEqual({ guests: 7 });
      }
  });

  test("agrees with every other book about two that were signed in the same millisecond", async () => {
    const [one, two] = [await bookScene(), await bookScene()];
    two.trust.set(one.vm1.peer.id, one.vm1.peer);
    const texts = [6, 7].map((guests) => limitsOrder(one.vm1, { iat: one.start }, { guests }));
    const books = [await one.open(), await two.open()];
    await books[0]?.take(texts);
    await books[1]?.take(texts.toReversed());
    const [left, right] = books.map((book) => limitsIn(book));
    expect(left).toEqual(right);
    expect(left).toBeDefined();
  });

  test("believes no bot, no stranger, nothing that was changed, and nothing that was signed as something else", async () => {
    const scene = await bookScene();
    const stranger = (await bookScene()).vm1;
    const good = limitsOrder(scene.vm1, { iat: scene.start }, { guests: 6 });
    const [head = "", , signature = ""] = good.split(".");
    const richer = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(good.split(".")[1] ?? "", "base64url").toString()), limits: {} }),
    ).toString("base64url");
    const link = { iat: scene.start, identity: { platform: "slack", workspace: "T1", user: "U1" }, person: alice };
    const bad = [
      limitsOrder(scene.bot, { iat: scene.start }),
      limitsOrder(stranger, { iat: scene.start }),
      `${head}.${richer}.${signature}`,
      signLink({ ...link, by: "adm1" } as Parameters<typeof signLink>[0], scene.vm1.own),
      "",
      "x".repeat(10_000),
    ];
    const book = await scene.open();
    const { taken, rejected } = await book.take(bad);
    expect(taken).toEqual([]);
    expect(rejected).toHaveLength(bad.length);
    expect(book.all()).toEqual([]);
  });

  test("takes nothing from the future, until it is no longer", async () => {
    const scene = await bookScene();
    const book = await scene.open();
    const text = limitsOrder(scene.vm2, { iat: scene.start + 31_000 }, { guests: 6 });
    expect(await book.take([text])).toEqual({ taken: [], rejected: ["an order from the future"] });
    scene.to(scene.start + 2_000);
    expect((await book.take([text])).taken).toHaveLength(1);
  });

  test("an order that was signed by a clock ahead gives way to any that is signed by a right one", async () => {
    const scene = await bookScene();
    const book = await scene.open();
    await book.put(limitsOrder(scene.vm1, { iat: scene.start + hour / 2 }, { guests: 6 }));
    await book.take([limitsOrder(scene.vm2, { iat: scene.start }, { guests: 7 })]);
    expect(limitsIn(book)).toEqual({ guests: 7 });
  });

  test("goes by nothing of a key that the trust file names no more", async () => {
    const scene = await bookScene();
    const book = await scene.open();
    await book.take([limitsOrder(scene.vm2, { iat: scene.start }, { guests: 6 })]);
    scene.trust.delete(scene.vm2.peer.id);
    expect(book.all()).toEqual([]);
    expect(limitsIn(book)).toBeUndefined();
    await scene.open();
    expect(scene.rejected).toEqual(["the order's signing key is not known here"]);
  });

  test("an order that is ended does not come back from a host that was away, for as long as it would have held", async () => {
    const scene = await bookScene();
    const book = await scene.open();
    const raise = limitsOrder(scene.vm1, { iat: scene.start, until: scene.start + 30 * day }, { guests: 6 });
    const over = scene.start + hour / 2;
    const ended = { iat: over, from: scene.start, until: over };
    await book.take([raise]);
    scene.to(over);
    await book.put(limitsOrder(scene.vm1, { ...ended, keep: scene.start + 30 * day }, { guests: 6 }));
    for (const days of [1, 29, 31]) {
      scene.to(scene.start + days * day);
      // Another order, at which the book looks through what it may forget.
      await book.put(examOrder(scene.vm1, { iat: scene.start + 1_000, until: scene.now() + days }, `c${days}`));
      await book.take([raise]);
      expect(book.of(limitsOrderId(alice.name))?.order.until).toBe(over);
    }
  });

  test("forgets what is long over, and not for a clock that was set forward for a while", async () => {
    const scene = await bookScene();
    const book = await scene.open();
    await book.take([examOrder(scene.vm1, { iat: scene.start, until: scene.start + hour })]);
    scene.to(scene.start + 400 * day);
    expect(book.all()).toHaveLength(1);
    expect((await scene.open()).all()).toHaveLength(1);
    scene.to(scene.start);
    await book.take([examOrder(scene.vm1, { iat: scene.start }, "db")]);
    expect(book.all()).toHaveLength(2);
    scene.to(scene.start + 9 * day);
    await book.put(examOrder(scene.vm1, { iat: scene.start, until: scene.start + 30 * day }, "net"));
    expect(book.all().map(({ order }) => order.id)).toEqual(["exam:net"]);
  });

  test("takes back one of its own for what was there before", async () => {
    const scene = await bookScene();
    const book = await scene.open();
    const [before, text] = [6, 7].map((guests) => limitsOrder(scene.vm1, { iat: scene.start + guests }, { guests }));
    await book.put(before ?? "");
    await book.put(text ?? "");
    await book.takeBack(text ?? "", before);
    expect(limitsIn(book)).toEqual({ guests: 6 });
    await book.takeBack(text ?? "", undefined);
    expect(limitsIn(book)).toEqual({ guests: 6 });
    await book.takeBack(before ?? "", undefined);
    expect(book.all()).toEqual([]);
  });

  test("is no empty one where its file cannot be read", async () => {
    const scene = await bookScene();
    await scene.spoil("{");
    await expect(scene.open()).rejects.toThrow("reading the orders in");
  });

  test("holds no more than an inventory may tell", async () => {
    const scene = await bookScene();
    const book = await scene.open();
    const texts = Array.from({ length: 305 }, (_, at) => examOrder(scene.vm1, { iat: scene.start }, `c${at}`));
    await book.take(texts);
    expect(book.all()).toHaveLength(300);
    const said = { person: alice, limits: {}, by: "adm1", reason: "x", from: 0, until: null, keep: null };
    await book.take([signOrder({ ...said, kind: "limits", id: "limits:alice", iat: scene.start }, scene.vm1.own)]);
    expect(book.all()).toHaveLength(300);
  });
});
