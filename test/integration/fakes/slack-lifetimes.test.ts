import { expect, it } from "vitest";
import { fieldsOf } from "../../fakes/slack/json.ts";
import { clientOf } from "./bolt.ts";
import { bareSlack, errorOf, scene } from "./slack-scene.ts";
import { askForm, question } from "./slack-story.ts";

it("a trigger is good once, and for three seconds", async () => {
  const slack = await scene();
  const client = clientOf(slack);
  const hanako = slack.person();
  const trigger = async (): Promise<string> => {
    const acted = await hanako.types("/vm note");
    return String(acted?.envelope.payload["trigger_id"]);
  };
  const open = (trigger_id: string): Promise<string> => errorOf(client.views.open({ trigger_id, view: askForm() }));
  const first = await trigger();
  expect(await open(first)).toBe("ok");
  expect(await open(first)).toBe("exchanged_trigger_id");
  const second = await trigger();
  slack.clock.advance(3001);
  expect(await open(second)).toBe("expired_trigger_id");
  expect(await open("1.2.3")).toBe("invalid_trigger_id");
});

it("a response_url is good five times, and for thirty minutes", async () => {
  const slack = await scene();
  const hanako = slack.person();
  const post = async (url: unknown, body: Record<string, unknown>): Promise<string> => {
    const response = await fetch(String(url), { method: "POST", body: JSON.stringify(body) });
    const { error } = (await response.json()) as { error?: string };
    return error ?? "ok";
  };
  const first = (await hanako.types("/vm note"))?.envelope.payload["response_url"];
  const outcomes: string[] = [];
  for (const text of ["a", "b", "c", "d", "e"]) outcomes.push(await post(first, { text }));
  expect(outcomes).toEqual(["ok", "ok", "ok", "ok", "used_url"]);
  const second = (await hanako.types("/vm other"))?.envelope.payload["response_url"];
  slack.clock.advance(31 * 60_000);
  expect(await post(second, { text: "late" })).toBe("expired_url");
});

it("a command's response_url makes another note each time, a button's replaces and deletes", async () => {
  const slack = await scene();
  const hanako = slack.person();
  const channel = slack.channel({ members: [hanako, slack.person()] });
  const acted = await hanako.types("/vm note", { channel: channel.id });
  const post = (url: unknown, body: unknown) => fetch(String(url), { method: "POST", body: JSON.stringify(body) });
  await hanako.sees(/see your messages/u);
  await post(acted?.envelope.payload["response_url"], {
    replace_original: true,
    text: "done",
    blocks: question("again?"),
  });
  expect(hanako.messages("ephemeral").map(({ text }) => text)).toEqual(["see your messages", "again?\nYes"]);
  const note = await hanako.sees(/again/u);
  const pressed = await note.click("Yes");
  expect(pressed.envelope.payload["message"]).toBeUndefined();
  await note.waitForEdit(/^it was pressed$/u);
  await post(pressed.envelope.payload["response_url"], { delete_original: true });
  await note.waitUntilDeleted();
});

it("an edit keeps the limits that a new message keeps, and says what is wrong", async () => {
  const slack = await bareSlack();
  const hanako = slack.person();
  const client = clientOf(slack);
  const { channel = "", ts = "" } = await client.chat.postMessage({ channel: hanako.id, text: "x" });
  expect(await errorOf(client.chat.update({ channel, ts, text: "x".repeat(4001) }))).toBe("msg_too_long");
  const wide = Array.from({ length: 6 }, () => question("x".repeat(2500))).flat();
  expect(await errorOf(client.chat.update({ channel, ts, text: "x", blocks: wide }))).toBe("msg_blocks_too_long");
  await expect(
    client.chat.postMessage({ channel: hanako.id, text: "x", blocks: question("x".repeat(3001)) }),
  ).rejects.toMatchObject({
    data: {
      error: "invalid_blocks",
      errors: ["must be less than 3001 characters [json-pointer:/blocks/0/text/text]"],
    },
  });
  expect(await errorOf(client.apiCall("chat.postMessage", { channel: hanako.id }))).toBe("no_text");
  const broken = client.apiCall("chat.postMessage", { channel: hanako.id, text: "x", blocks: "[{" });
  expect(await errorOf(broken)).toBe("invalid_blocks_format");
  expect(slack.complaints()).toHaveLength(5);
  expect(hanako.messages()).toHaveLength(1);
});

it("a form may be changed, put on another, and takes a file", async () => {
  const slack = await scene();
  const hanako = slack.person();
  const client = clientOf(slack);
  await hanako.types("/vm create");
  const modal = await hanako.modal();
  await modal.fill({ name: "web", script: [{ name: "setup.sh", content: "#!/bin/sh\n" }] });
  const [view] = slack.world.modals.get(hanako.id) ?? [];
  const id = view?.id ?? "";
  const stale = client.views.update({ view_id: id, hash: "1.2", view: askForm() });
  expect(await errorOf(stale)).toBe("hash_conflict");
  await client.views.update({ view_id: id, view: { ...askForm(), title: { type: "plain_text", text: "Changed" } } });
  expect([modal.title, modal.field("name").value]).toEqual(["Changed", "web"]);
  const acted = await modal.submit();
  const { state } = fieldsOf(acted?.envelope.payload["view"]);
  expect(fieldsOf(fieldsOf(state)["values"])["script"]).toMatchObject({
    file: {
      type: "file_input",
      files: [{ name: "setup.sh", size: 10, url_private: expect.stringContaining("/files-pri/") }],
    },
  });
  await hanako.sees(/^made web from none$/u);
  expect(hanako.hasModal()).toBe(false);
});
