import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Arrival, Reference } from "../../../../bot/chat/arrival.ts";
import { createPacer } from "../../../../bot/chat/pacer.ts";
import { createPost } from "../../../../bot/chat/post.ts";
import type { SendError } from "../../../../bot/chat/surface.ts";
import { arrivalIn, ended, scriptedSurface, working } from "./surface.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A post on a scripted platform, and what came of it. */
function posting(arrival: Arrival, options: { reference?: Reference; editsPerMinute?: number } = {}) {
  const scripted = scriptedSurface(options.editsPerMinute);
  const ends: (SendError | undefined)[] = [];
  const stands: (Reference | undefined)[] = [];
  const faults: unknown[] = [];
  const post = createPost({
    surface: scripted.surface,
    pacer: createPacer(scripted.surface.editsPerMinute, () => performance.now()),
    arrival,
    reference: options.reference,
    language: () => "en",
    shown: async ({ reply, final, status }) => ({
      reply: { ...reply, buttons: [] },
      final,
      ...(status === undefined ? {} : { status }),
    }),
    stands: async (reference) => void stands.push(reference),
    ended: (undeliverable) => void ends.push(undeliverable),
    fault: (cause) => void faults.push(cause),
  });
  const said = (): string[] =>
    scripted.calls.map(({ act, audience, title }) => [act, audience, title].filter(Boolean).join(" "));
  return { ...scripted, post, ends, stands, faults, said, soon: () => vi.advanceTimersByTimeAsync(450) };
}

test("what ends at once is one message and no edit", async () => {
  const it = posting(arrivalIn("direct"));
  it.post.show(working("Creating"));
  it.post.show(ended("Ready"));
  await it.soon();
  expect(it.said()).toEqual(["post direct Ready"]);
  expect(it.ends).toEqual([undefined]);
});

test("what takes longer is shown within half a second, and edited in place to its end", async () => {
  const it = posting(arrivalIn("direct"));
  it.post.show(working("Creating"));
  await it.soon();
  it.post.show(working("Creating, step 2"));
  await it.soon();
  it.post.show(ended("Ready"));
  await it.soon();
  expect(it.said()).toEqual(["post direct Creating …", "edit Creating, step 2 …", "edit Ready"]);
  expect(it.stands).toEqual([{ channel: "D-U1", message: "m1", audience: "direct" }]);
  expect(it.ends).toEqual([undefined]);
});

test("typed in a channel, it is in the direct messages, and the channel's note says so and then that it is done", async () => {
  const it = posting(arrivalIn("channel"));
  it.post.show(working("Creating"));
  await it.soon();
  it.post.show(ended("Ready at 10.0.0.7"));
  await it.soon();
  expect(it.said()).toEqual([
    "post direct Creating …",
    "post note I am on it: see your direct messages with me. …",
    "edit Ready at 10.0.0.7",
    "post note Done. The answer is in your direct messages with me.",
  ]);
});

test("a short refusal in a channel is a note there, and what is for everybody stands there", async () => {
  const refused = posting(arrivalIn("channel"));
  refused.post.show(ended("No", { status: "refused" }));
  await refused.soon();
  expect(refused.said()).toEqual(["post note No"]);
  expect(refused.ends).toHaveLength(1);
  const open = posting(arrivalIn("channel"));
  open.post.show(working("Asking"));
  open.post.show(ended("Pong", { reply: { tone: "done", title: "Pong", privacy: "place" }, job: 1 }));
  await open.soon();
  expect(open.said()).toEqual(["post place Pong"]);
});

test("what is private never takes the place of what everybody sees", async () => {
  const reference = { channel: "C1", message: "m9", audience: "place" } as const;
  const it = posting(arrivalIn("channel"), { reference });
  it.post.show(ended("Ready at 10.0.0.7"));
  await it.soon();
  expect(it.said()[0]).toBe("post direct Ready at 10.0.0.7");
});

test("a platform that is away for a minute gets the newest state afterwards, once", async () => {
  const it = posting(arrivalIn("direct"));
  it.fail("post", "unreachable", 5);
  it.post.show(working("Creating"));
  await vi.advanceTimersByTimeAsync(5_000);
  it.post.show(ended("Ready"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(it.said()).toEqual(["post direct Ready"]);
  expect(it.ends).toEqual([undefined]);
});

test("a platform that says when again is asked then, and not before", async () => {
  const it = posting(arrivalIn("direct"));
  it.fail("post", "limited", 1, 7_000);
  it.post.show(ended("Ready"));
  await vi.advanceTimersByTimeAsync(6_900);
  expect(it.said()).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(it.said()).toEqual(["post direct Ready"]);
});

test("a message that was deleted is posted anew to the person alone", async () => {
  const it = posting(arrivalIn("direct"));
  it.post.show(working("Creating"));
  await it.soon();
  it.fail("edit", "gone");
  it.post.show(ended("Ready"));
  await it.soon();
  expect(it.said()).toEqual(["post direct Creating …", "post direct Ready"]);
});

test("where a channel has thrown the bot out, the answer is in the direct messages", async () => {
  const it = posting(arrivalIn("channel"));
  it.fail("post", "gone");
  it.post.show(ended("Pong", { reply: { tone: "done", title: "Pong", privacy: "place" } }));
  await it.soon();
  expect(it.said()[0]).toBe("post direct Pong");
});

test("whose direct messages are closed sees the end where they typed, alone", async () => {
  const it = posting(arrivalIn("channel"));
  it.fail("post", "gone");
  it.post.show(working("Creating"));
  await it.soon();
  it.post.show(ended("Ready"));
  await it.soon();
  expect(it.said()).toEqual(["post note Ready"]);
  expect(it.ends).toEqual([undefined]);
});

test("what can be shown nowhere ends with the reason, and is not tried for ever", async () => {
  const it = posting(arrivalIn("direct"));
  it.fail("post", "gone", 9);
  it.post.show(ended("Ready"));
  await vi.advanceTimersByTimeAsync(600_000);
  expect(it.ends.map((end) => end?.kind)).toEqual(["gone"]);
});

test("what a platform refuses as malformed is a fault of ours, and the person is told as much as can be", async () => {
  const it = posting(arrivalIn("direct"));
  it.fail("post", "rejected");
  it.post.show(ended("Ready"));
  await it.soon();
  expect(it.said()).toEqual(["post direct Ready"]);
  expect(it.faults).toHaveLength(1);
  expect(it.ends).toEqual([undefined]);
});

test("edits in between are left out before the platform's minute is used up; ends have their turn", async () => {
  const it = posting(arrivalIn("direct"), { editsPerMinute: 10 });
  it.post.show(working("Creating"));
  await it.soon();
  for (let step = 0; step < 20; step += 1) {
    it.post.show(working(`Creating, step ${step}`));
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(it.said().filter((each) => each.startsWith("edit"))).toHaveLength(7);
  it.post.show(ended("Ready"));
  await it.soon();
  expect(it.said().at(-1)).toBe("edit Ready");
});

test("an end that nobody knows may still be corrected", async () => {
  const it = posting(arrivalIn("direct"));
  it.post.show(ended("Unknown", { status: "unknown" }));
  await it.soon();
  expect(it.ends).toEqual([]);
  it.post.show(ended("Ready"));
  await it.soon();
  expect(it.said()).toEqual(["post direct Unknown", "edit Ready"]);
  expect(it.ends).toEqual([undefined]);
});
