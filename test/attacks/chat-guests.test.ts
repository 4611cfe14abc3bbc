import { afterAll, beforeAll, expect, test } from "vitest";
import { openForm, shown } from "../integration/slack/fake-desk.ts";
import { type Scene, startScene } from "../integration/slack/scene.ts";

let here: Scene;
beforeAll(async () => {
  here = await startScene();
});
afterAll(() => here.stop());

test("somebody who became a guest gets no form any more, typed or pressed", async () => {
  const { slack, desk } = here;
  const person = slack.person();
  const guest = slack.person({ guest: "multi" });
  desk.answer = { typed: (arrival, canForm) => (canForm ? openForm : { kind: "line", arrival }) };
  await person.types("/vm create");
  await person.modal();
  // Slack's own list of members says who is a guest; the bot has read it when it was asked who this is.
  const place = { channel: guest.direct, kind: "direct" } as const;
  const identity = { platform: "slack", workspace: slack.team, user: guest.id };
  const about = { invocation: "slack:1", identity, place, line: "/vm list", confirmed: false, attachments: [], at: 0 };
  expect(await desk.surface().admit(about)).toMatchObject({ code: "person.guest" });
  await guest.types("/vm create");
  expect(desk.brought.typed.at(-1)).toMatchObject({ canForm: false });
  expect(guest.hasModal()).toBe(false);
  const message = shown("x", { buttons: [{ id: "b", label: "Again" }] });
  await desk.surface().post("direct", about, message, "k");
  await (await guest.sees(/x/u)).click("Again");
  expect(desk.brought.pressed.at(-1)).toMatchObject({ canForm: false });
});
