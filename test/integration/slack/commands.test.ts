import { afterEach, describe, expect, test } from "vitest";
import { until } from "../../fakes/kit/until.ts";
import { form, openForm, shown } from "./fake-desk.ts";
import { type Scene, type Setup, startScene, type Way } from "./scene.ts";

const scenes: Scene[] = [];
const scene = async (setup: Setup) => {
  const fresh = await startScene(setup);
  scenes.push(fresh);
  return fresh;
};
afterEach(async () => {
  for (const each of scenes.splice(0)) await each.stop();
});

describe.each<Way>(["sockets", "HTTP"])("by %s, a command", (way) => {
  test("is written down, then acknowledged without a word, then run", async () => {
    const { slack, desk } = await scene({ way });
    const hanako = slack.person({ locale: "ja-JP" });
    await desk.surface().admit({
      ...{ identity: { platform: "slack", workspace: slack.team, user: hanako.id }, invocation: "x:1", line: "" },
      ...{ place: { channel: hanako.direct, kind: "direct" }, confirmed: false, attachments: [], at: 0 },
    });
    const acted = await hanako.types("/vm create tiny web --note 'a < b & c'");
    expect(acted).toMatchObject({ ok: true });
    expect(acted?.answer ?? {}).toEqual({});
    await until("it runs", () => desk.brought.run.length === 1);
    expect(desk.order).toEqual(["receive", "run"]);
    const [arrival] = desk.brought.received;
    expect(arrival).toMatchObject({
      identity: { platform: "slack", workspace: slack.team, user: hanako.id },
      place: { channel: hanako.direct, kind: "direct" },
      language: "ja",
      line: "/vm create tiny web --note 'a < b & c'",
      confirmed: false,
      attachments: [],
    });
    expect(arrival?.invocation).toBe(`slack:${String(acted?.envelope.payload["trigger_id"])}`);
  });

  test("that is brought again reaches the desk under the same id", async () => {
    const { slack, desk } = await scene({ way });
    const acted = await slack.person().types("/vm list", { channel: slack.channel().id });
    // A request of the same second would be the same to the letter, and is turned away.
    slack.clock.advance(1_000);
    expect(await acted?.again()).toMatchObject({ ok: true });
    const ids = desk.brought.received.map(({ invocation }) => invocation);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(desk.brought.received[0]?.place.kind).toBe("channel");
  });

  test("that could not be written down is not acknowledged, and the next one is", async () => {
    const { slack, desk } = await scene({ way, slack: { ackMs: 500 } });
    const person = slack.person();
    desk.answer = { receive: () => Promise.reject(new Error("the disk is full")) };
    expect((await person.types("/vm list"))?.ok).toBe(false);
    expect(desk.brought.run).toEqual([]);
    desk.answer = {};
    expect((await person.types("/vm list"))?.ok).toBe(true);
  });

  test("that nobody knows is answered, for the person only", async () => {
    const { slack, desk } = await scene({ way });
    const person = slack.person();
    const channel = slack.channel({ members: [person] });
    expect((await person.types("/weather today", { channel: channel.id }))?.ok).toBe(true);
    expect(await person.sees(/\/help/u, { where: "ephemeral" })).toBeDefined();
    expect(desk.brought.typed).toEqual([]);
    expect(slack.complaints()).toEqual([]);
  });

  test("that is only to be told something is told it at once", async () => {
    const { slack, desk } = await scene({ way });
    const person = slack.person();
    desk.answer = { typed: () => ({ kind: "told", shown: shown("not like this <!channel>") }) };
    expect(await person.types("/vm list")).toMatchObject({ ok: true });
    expect((await person.sees(/not like this/u, { where: "ephemeral" })).text).toContain("<!channel>");
    expect(desk.brought.received).toEqual([]);
  });

  test("with something missing opens a form, which comes back filled in", async () => {
    const { slack, desk } = await scene({ way });
    desk.answer = { typed: () => openForm };
    const person = slack.person();
    const channel = slack.channel({ members: [person] });
    await person.types("/vm create", { channel: channel.id });
    const modal = await person.modal();
    expect([modal.title, modal.send]).toEqual([form.title, form.send]);
    expect(modal.text).toContain("Two things are missing.");
    expect(modal.text).toContain("taken");
    expect(modal.field("Name").value).toBe("web");
    await modal.fill({ Template: "tiny", Name: "os-3", Script: [{ name: "a.py", content: "print(1)" }] });
    expect(await modal.submit()).toMatchObject({ ok: true });
    expect(modal.open).toBe(false);
    const [filling] = desk.brought.filled;
    expect(filling).toMatchObject({
      id: "form-1",
      filled: { template: "tiny", name: "os-3", cpu: "2", gdb: "" },
      place: { channel: channel.id, kind: "channel" },
      attachments: [{ field: "script", name: "a.py", size: 8 }],
    });
    const file = filling?.attachments[0];
    if (file === undefined) throw new Error("no file came");
    expect(Buffer.from(await desk.surface().fetch(file, 100)).toString()).toBe("print(1)");
    await expect(desk.surface().fetch(file, 7)).rejects.toMatchObject({ name: "SendError", kind: "rejected" });
    expect(slack.complaints()).toEqual([]);
  });

  test("whose form is not right yet says so beside the fields, and stays open", async () => {
    const { slack, desk } = await scene({ way });
    desk.answer = {
      typed: () => openForm,
      filled: () => ({ kind: "problems", problems: { name: "taken", nothing: "odd" }, again: { id: "a", label: "a" } }),
    };
    const person = slack.person();
    await person.types("/vm create");
    const modal = await person.modal();
    await modal.fill({ Template: "tiny" });
    const sent = await modal.submit();
    expect(sent?.refused).toBeUndefined();
    expect(modal.open).toBe(true);
    expect(modal.problems["f.name"]).toBe("taken");
    expect(modal.problems["f.template"]).toBe("odd");
  });

  test("whose form cannot be sent any more is told so in its place", async () => {
    const { slack, desk } = await scene({ way });
    desk.answer = { typed: () => openForm, filled: () => ({ kind: "told", shown: shown("too old") }) };
    const person = slack.person();
    await person.types("/vm create");
    const modal = await (await person.modal()).fill({ Template: "tiny" });
    await modal.submit();
    expect(modal.text).toContain("too old");
  });

  test("whose form cannot be opened is answered as a line", async () => {
    const { slack, desk } = await scene({ way });
    desk.answer = { typed: (arrival, canForm) => (canForm ? openForm : { kind: "line", arrival }) };
    for (const answer of [{ error: "expired_trigger_id" }, { status: 503 }, { retryAfter: 30 }] as const) {
      const end = slack.faults.add({ method: "views.open", answer });
      const before = desk.brought.run.length;
      expect(await slack.person().types("/vm create")).toMatchObject({ ok: true });
      await until("the line runs", () => desk.brought.run.length === before + 1);
      end();
    }
    expect(desk.brought.typed.map(({ canForm }) => canForm)).toEqual([true, false, true, false, true, false]);
  });

  test("is known by its prefix where its own name was taken, and said with it", async () => {
    const { slack, desk } = await scene({ way, prefix: "ie-" });
    const person = slack.person();
    await person.types("/ie-vm list");
    expect(desk.brought.typed[0]?.arrival.line).toBe("/vm list");
    await person.types("/vm list");
    expect(await person.sees(/\/ie-help/u, { where: "ephemeral" })).toBeDefined();
    expect(desk.brought.typed).toHaveLength(1);
  });
});
