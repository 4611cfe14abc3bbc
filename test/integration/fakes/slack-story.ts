import type { App, types } from "@slack/bolt";

const plain = (text: string): types.PlainTextElement => ({ type: "plain_text", text });

export const askForm = (): types.ModalView => ({
  type: "modal",
  callback_id: "make",
  title: plain("/vm create"),
  submit: plain("Make it"),
  blocks: [
    {
      type: "input",
      block_id: "name",
      label: plain("Name"),
      element: { type: "plain_text_input", action_id: "value", max_length: 20 },
    },
    {
      type: "input",
      block_id: "template",
      optional: true,
      label: plain("Template"),
      element: { type: "external_select", action_id: "template", min_query_length: 0 },
    },
    {
      type: "input",
      block_id: "script",
      optional: true,
      label: plain("Script"),
      element: { type: "file_input", action_id: "file", max_files: 1 },
    },
  ],
});

export const question = (text: string): types.KnownBlock[] => [
  { type: "section", text: plain(text) },
  {
    type: "actions",
    elements: [{ type: "button", action_id: "yes", text: plain("Yes"), value: "1", style: "danger" }],
  },
];

/** A small bot: /vm asks by a form, makes what it was told, and asks again before it is done. */
export function smallBot(app: App, slow: { ackMs: number } = { ackMs: 0 }): void {
  app.command("/vm", async ({ ack, body, client, respond }) => {
    if (slow.ackMs > 0) await new Promise((resolve) => setTimeout(resolve, slow.ackMs));
    await ack();
    if (body.text === "create") await client.views.open({ trigger_id: body.trigger_id, view: askForm() });
    else if (body.text === "note") await respond({ response_type: "ephemeral", text: "see your messages" });
    else {
      const posted = await client.chat.postMessage({ channel: body.user_id, text: `working on ${body.text}` });
      const there = { channel: posted.channel ?? "", ts: posted.ts ?? "" };
      await client.chat.update({ ...there, text: "done", blocks: question(`done: ${body.text}`) });
    }
  });
  app.options("template", async ({ ack, payload }) => {
    const all = ["debian-12", "debian-13", "ubuntu"].filter((name) => name.includes(payload.value));
    await ack({ options: all.map((name) => ({ text: plain(name), value: name })) });
  });
  app.view("make", async ({ ack, view, body, client }) => {
    const name = view.state.values["name"]?.["value"]?.value ?? "";
    if (name === "taken") return ack({ response_action: "errors", errors: { name: "There is one of that name." } });
    const template = view.state.values["template"]?.["template"]?.selected_option?.value ?? "none";
    await ack();
    await client.chat.postMessage({ channel: body.user.id, text: `made ${name} from ${template}` });
  });
  app.action("yes", async ({ ack, respond }) => {
    await ack();
    await respond({ replace_original: true, text: "it was pressed" });
  });
  app.event("app_home_opened", async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: "home", blocks: [{ type: "section", text: plain(`home of ${event.user}`) }] },
    });
  });
}
