import { afterEach, describe, expect, test } from "vitest";
import type { Reference } from "../../../bot/chat/arrival.ts";
import { until } from "../../fakes/kit/until.ts";
import type { Person } from "../../fakes/slack/driver/person.ts";
import { openForm, shown } from "./fake-desk.ts";
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
const question = shown("Delete web?", { buttons: [{ id: "yes-1", label: "Delete", style: "danger" }] });
const toPerson = ({ slack }: Scene, person: Person) => ({
  identity: { platform: "slack", workspace: slack.team, user: person.id },
  place: { channel: person.direct, kind: "direct" as const },
});

describe.each<Way>(["sockets", "HTTP"])("by %s, a button", (way) => {
  test("reaches the desk with its id, and with where its message stands", async () => {
    const here = await scene({ way });
    const person = here.slack.person();
    const at = await here.desk.surface().post("direct", toPerson(here, person), question, "k");
    const message = await person.sees(/Delete web/u, { where: "direct" });
    expect(await message.click("Delete")).toMatchObject({ ok: true });
    const [{ press } = {}] = here.desk.brought.pressed;
    expect(press).toMatchObject({ ...toPerson(here, person), id: "yes-1", on: at });
    expect(here.desk.order).toEqual(["receive", "run"]);
  });

  test("on a note has no message that stands, and what follows takes the note's place", async () => {
    const here = await scene({ way });
    const person = here.slack.person();
    const channel = here.slack.channel({ members: [person] });
    here.desk.answer = { typed: () => ({ kind: "told", shown: question }) };
    await person.types("/vm delete web", { channel: channel.id });
    const note = await person.sees(/Delete web/u, { where: "ephemeral" });
    await note.click("Delete");
    const press = here.desk.brought.pressed[0]?.press;
    if (press === undefined) throw new Error("nothing was pressed");
    expect(press.on).toBeUndefined();
    await here.desk.surface().post("note", press, shown("Gone."), "k");
    await note.waitForEdit(/Gone/u);
    expect(person.messages("ephemeral")).toHaveLength(1);
  });

  test("that does nothing any more says so, without touching its message", async () => {
    const here = await scene({ way });
    const person = here.slack.person();
    await here.desk.surface().post("direct", toPerson(here, person), question, "k");
    here.desk.answer = { pressed: () => ({ kind: "told", shown: shown("too old") }) };
    const message = await person.sees(/Delete web/u);
    await message.click("Delete");
    expect((await person.sees(/too old/u)).where).toBe("ephemeral");
    expect(message.history).toHaveLength(1);
    expect(here.desk.brought.received).toEqual([]);
  });

  test("can open a form, and be answered as a line when that fails", async () => {
    const here = await scene({ way });
    const { desk, slack } = here;
    const person = slack.person();
    await desk.surface().post("direct", toPerson(here, person), question, "k");
    desk.answer = { pressed: (press, canForm) => (canForm ? openForm : { kind: "told", shown: shown(press.id) }) };
    const message = await person.sees(/Delete web/u);
    await message.click("Delete");
    expect((await person.modal()).title).toBe("/vm create");
    slack.faults.add({ method: "views.open", answer: { error: "expired_trigger_id" } });
    await message.click("Delete");
    expect(await person.sees(/yes-1/u, { where: "ephemeral" })).toBeDefined();
  });

  test("that could not be written down is not acknowledged", async () => {
    const here = await scene({ way, slack: { ackMs: 500 } });
    const person = here.slack.person();
    await here.desk.surface().post("direct", toPerson(here, person), question, "k");
    here.desk.answer = { receive: () => Promise.reject(new Error("the disk is full")) };
    expect((await (await person.sees(/Delete web/u)).click("Delete")).ok).toBe(false);
    expect(here.desk.brought.run).toEqual([]);
  });
});

describe("the home tab", () => {
  test("shows what the desk has for the person, and its buttons work", async () => {
    const { slack, desk } = await scene({});
    const person = slack.person();
    const home = await person.opensHome();
    expect(home.text).toContain("Your machines");
    await home.click("Make one");
    expect(desk.brought.pressed[0]?.press).toMatchObject({
      id: "home-1",
      place: { channel: person.id, kind: "direct" },
    });
    expect(desk.brought.pressed[0]?.press.on).toBeUndefined();
    desk.answer = { pressed: () => ({ kind: "told", shown: shown("too old") }) };
    await home.click("Make one");
    expect((await person.modal()).text).toContain("too old");
    expect(slack.complaints()).toEqual([]);
  });

  test("tells a guest only that, and somebody unknown how to begin", async () => {
    const { slack, desk } = await scene({});
    expect((await slack.person({ guest: "multi" }).opensHome()).text).toContain("Guests cannot use this");
    expect(desk.brought.homes).toEqual([]);
    desk.answer = { home: async () => [] };
    expect((await slack.person().opensHome()).text).toContain("Your home is empty");
  });

  test("is shown in the end when Slack was busy, and in a language that was just chosen", async () => {
    const { slack, desk } = await scene({});
    const person = slack.person({ locale: "en-US" });
    slack.faults.add({ method: "views.publish", answer: { status: 503 }, times: 1 });
    desk.answer = { home: async ({ language }) => [shown(`in ${language}`)] };
    expect((await person.opensHome()).text).toContain("in en");
    await person.speaks("ja-JP");
    await until("Japanese is known", async () => (await person.opensHome()).text.includes("in ja"));
  });

  test("that cannot be made is a line in the log, and nothing else", async () => {
    const { slack, desk, logged } = await scene({});
    desk.answer = { home: () => Promise.reject(new Error("no store")) };
    const person = slack.person();
    await expect(person.opensHome(300)).rejects.toThrow();
    expect(logged()).toContain("no store");
    expect(await person.types("/vm list")).toMatchObject({ ok: true });
  });
});

test("a note is another's message only to whom it was for: its reference is never given", async () => {
  const here = await scene({});
  const person = here.slack.person();
  await person.types("/vm list", { channel: here.slack.channel({ members: [person] }).id });
  const arrival = here.desk.brought.received[0];
  if (arrival === undefined) throw new Error("nothing came");
  const at: Reference | undefined = await here.desk.surface().post("note", arrival, shown("see your messages"), "k");
  expect(at).toBeUndefined();
  expect((await person.sees(/see your messages/u)).where).toBe("ephemeral");
});
