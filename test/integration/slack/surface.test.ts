import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Reference } from "../../../bot/chat/arrival.ts";
import { SendError, type Surface } from "../../../bot/chat/surface.ts";
import { until } from "../../fakes/kit/until.ts";
import type { Person } from "../../fakes/slack/driver/person.ts";
import { noRates } from "../../fakes/slack/rates.ts";
import { shown } from "./fake-desk.ts";
import { type Scene, startScene } from "./scene.ts";

let here: Scene;
let surface: Surface;
let person: Person;
beforeAll(async () => {
  here = await startScene({ slack: { rates: noRates } });
  surface = here.desk.surface();
  person = here.slack.person();
});
afterAll(() => here.stop());

const identity = () => ({ platform: "slack", workspace: here.slack.team, user: person.id });
const direct = () => ({ identity: identity(), place: { channel: person.direct, kind: "direct" as const } });
const inside = (channel: string) => ({ identity: identity(), place: { channel, kind: "channel" as const } });
const kindOf = async (act: Promise<unknown>) => {
  const error = await act.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof SendError)) throw new Error("it should have been a SendError", { cause: error });
  return error;
};
const posted = async (title = "first"): Promise<Reference> => {
  const at = await surface.post("direct", direct(), shown(title), "k");
  if (at === undefined) throw new Error("it stands nowhere");
  return at;
};

describe("a message", () => {
  test("goes to the person's direct messages and is edited there; nothing in it unfurls or mentions", async () => {
    const at = await posted("first <!channel> https://evil.example");
    expect(at).toMatchObject({ channel: person.direct, audience: "direct" });
    const message = await person.sees(/first/u, { where: "direct" });
    expect(message.sent).toMatchObject({ unfurl_links: "false", unfurl_media: "false", parse: "none" });
    await surface.edit(at, shown("second"));
    await message.waitForEdit(/second/u);
    expect(message.text).not.toContain("first");
    expect(here.slack.complaints()).toEqual([]);
  });

  test("has what is too long beside it, whole, and once although it is edited again", async () => {
    const log = Array.from({ length: 4_000 }, (_, at) => `line ${at}`).join("\n");
    const long = shown("a job ended", { file: { name: "job.log", content: log } });
    const at = await posted("a job runs");
    await surface.edit(at, long);
    await surface.edit(at, long);
    const uploads = () => here.slack.calls("files.completeUploadExternal");
    await expect.poll(() => uploads().length).toBe(1);
    await surface.edit(at, long);
    const beside = await until("the file is there", () =>
      here.slack.world.posts.find(({ thread, files }) => thread === at.message && files.length > 0),
    );
    expect(beside.files[0]).toMatchObject({ name: "job.log" });
    expect(beside.files[0]?.content?.toString()).toBe(log);
    expect(uploads()).toHaveLength(1);
  });

  test("in a channel is seen by all there, unless others are in it or the bot is not", async () => {
    const own = here.slack.channel({ members: [person] });
    const at = await surface.post("place", inside(own.id), shown("for all"), "k");
    expect(at).toMatchObject({ channel: own.id, audience: "place" });
    expect((await person.sees(/for all/u)).where).toBe("channel");
    for (const about of [
      { shared: true },
      { kind: "private", bot: false },
      { bot: false },
      { archived: true },
    ] as const) {
      const channel = here.slack.channel({ members: [person], ...about });
      expect((await kindOf(surface.post("place", inside(channel.id), shown("for all"), "k"))).kind).toBe("gone");
    }
    expect((await kindOf(surface.post("place", inside("C0NOWHERE"), shown("x"), "k"))).kind).toBe("gone");
  });

  test("that was deleted is gone", async () => {
    const at = await posted("to be deleted");
    const post = here.slack.world.posts.find(({ ts }) => ts === at.message);
    if (post !== undefined) post.deleted = true;
    expect((await kindOf(surface.edit(at, shown("x")))).kind).toBe("gone");
  });

  test("to somebody who cannot be written to is gone", async () => {
    const away = here.slack.person({ unreachable: "user_disabled" });
    const to = { ...direct(), identity: { ...identity(), user: away.id } };
    expect((await kindOf(surface.post("direct", to, shown("x"), "k"))).kind).toBe("gone");
  });

  test.each([
    [{ retryAfter: 7 }, "limited", 7_000],
    [{ error: "ratelimited" }, "limited", 3_000],
    [{ status: 500 }, "unreachable", 0],
    [{ status: 503 }, "unreachable", 0],
    [{ hangUp: true }, "unreachable", 0],
    [{ error: "internal_error" }, "unreachable", 0],
    [{ error: "invalid_auth" }, "unreachable", 0],
    [{ error: "message_not_found" }, "gone", 0],
    [{ error: "is_archived" }, "gone", 0],
    [{ error: "invalid_blocks" }, "rejected", 0],
    [{ error: "something_new" }, "rejected", 0],
    [{ status: 404 }, "rejected", 0],
  ] as const)("that meets %j is %s", async (answer, kind, afterMs) => {
    const at = await posted();
    for (const method of ["chat.postMessage", "chat.update"]) {
      const end = here.slack.faults.add({ method, answer });
      const act =
        method === "chat.update" ? surface.edit(at, shown("x")) : surface.post("direct", direct(), shown("x"), "k");
      expect(await kindOf(act)).toMatchObject({ kind, afterMs });
      end();
    }
  });
});

describe("a note", () => {
  const typed = async () => {
    const channel = here.slack.channel({ members: [person] });
    await person.types("/vm list", { channel: channel.id });
    const arrival = here.desk.brought.received.at(-1);
    if (arrival === undefined) throw new Error("nothing came");
    return arrival;
  };

  test("is seen by the person alone, five times and no more", async () => {
    const arrival = await typed();
    const before = here.slack.complaints().length;
    for (let at = 1; at <= 5; at += 1) await surface.post("note", arrival, shown(`note ${at}`), "k");
    expect((await person.sees(/note 5/u)).where).toBe("ephemeral");
    expect((await kindOf(surface.post("note", arrival, shown("x"), "k"))).kind).toBe("gone");
    expect(here.slack.complaints()).toHaveLength(before);
  });

  test("that has no address any more is gone", async () => {
    const arrival = await typed();
    here.slack.clock.advance(31 * 60_000);
    expect((await kindOf(surface.post("note", arrival, shown("x"), "k"))).kind).toBe("gone");
    const { reply: _, ...place } = arrival.place;
    expect((await kindOf(surface.post("note", { ...arrival, place }, shown("x"), "k"))).kind).toBe("gone");
  });

  test.each([
    [{ retryAfter: 7 }, "limited"],
    [{ status: 500 }, "unreachable"],
    [{ hangUp: true }, "unreachable"],
    [{ status: 404 }, "gone"],
    [{ status: 410 }, "gone"],
  ] as const)("that meets %j is %s, and its address is told to nobody", async (answer, kind) => {
    const arrival = await typed();
    const end = here.slack.faults.add({ method: "response_url", answer });
    const error = await kindOf(surface.post("note", arrival, shown("x"), "k"));
    end();
    expect(error.kind).toBe(kind);
    const address = arrival.place.reply?.token.slice(1) ?? "";
    expect(`${error.stack} ${String(error.cause)}`).not.toContain(address.slice(address.length - 20));
  });
});

describe("somebody", () => {
  const admit = (user: string, place: { channel: string; kind: "direct" | "channel" }, workspace = here.slack.team) =>
    surface.admit({
      ...{ invocation: "slack:1", identity: { platform: "slack", workspace, user }, place, line: "/vm list" },
      ...{ confirmed: false, attachments: [], at: 0 },
    });

  test("is let in as a full member of the workspace, and else told why not", async () => {
    const dm = { channel: "D1", kind: "direct" } as const;
    expect(await admit(person.id, dm)).toBeUndefined();
    const { slack } = here;
    expect(await admit(slack.person({ guest: "multi" }).id, dm)).toMatchObject({ code: "person.guest" });
    expect(await admit(slack.person({ guest: "single" }).id, dm)).toMatchObject({ code: "person.guest" });
    expect(await admit(slack.person({ bot: true }).id, dm)).toMatchObject({ code: "person.bot" });
    expect(await admit(slack.person({ deleted: true }).id, dm)).toMatchObject({ code: "person.guest" });
    expect(await admit(slack.person({ team: "T0OTHER" }).id, dm)).toMatchObject({ code: "place.workspace" });
    expect(await admit("U0NOBODY", dm)).toMatchObject({ code: "place.workspace" });
    expect(await admit(person.id, dm, "T0OTHER")).toMatchObject({ code: "place.workspace" });
  });

  test("is refused where others listen", async () => {
    const place = (about: object) => ({ channel: here.slack.channel(about).id, kind: "channel" }) as const;
    expect(await admit(person.id, place({}))).toBeUndefined();
    expect(await admit(person.id, place({ shared: true }))).toMatchObject({ code: "place.shared" });
    expect(await admit(person.id, place({ kind: "private", bot: false }))).toBeUndefined();
  });

  test("who types to somebody else is not taken to be with the bot, once it is known where they are", async () => {
    const { slack, desk } = here;
    const one = slack.person();
    const other = slack.channel({ id: "D0OTHER", kind: "im", user: undefined, members: [one], bot: false });
    await surface.post("direct", { ...direct(), identity: { ...identity(), user: one.id } }, shown("x"), "k");
    await one.types("/vm list", { channel: other.id });
    expect(desk.brought.received.at(-1)?.place).toMatchObject({ channel: "D0OTHER", kind: "channel" });
    expect(await admit(one.id, { channel: other.id, kind: "channel" })).toBeUndefined();
    expect((await kindOf(surface.post("place", inside(other.id), shown("x"), "k"))).kind).toBe("gone");
    await one.types("/vm list");
    expect(desk.brought.received.at(-1)?.place.kind).toBe("direct");
  });

  test("is asked about again when Slack cannot say", async () => {
    const end = here.slack.faults.add({ method: "users.info", answer: { status: 503 } });
    const fresh = here.slack.person();
    expect((await kindOf(admit(fresh.id, { channel: "D1", kind: "direct" }))).kind).toBe("unreachable");
    end();
    expect(await admit(fresh.id, { channel: "D1", kind: "direct" })).toBeUndefined();
  });

  test("who becomes a guest is refused from then on", async () => {
    const fresh = here.slack.person();
    expect(await admit(fresh.id, { channel: "D1", kind: "direct" })).toBeUndefined();
    fresh.account.guest = "multi";
    await fresh.speaks("ja-JP");
    await expect.poll(() => admit(fresh.id, { channel: "D1", kind: "direct" })).toMatchObject({ code: "person.guest" });
  });
});
