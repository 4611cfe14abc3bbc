import { choicesSchema } from "../limits/choices.ts";
import { flag } from "../limits/message.ts";
import { modalSchema } from "../limits/modal.ts";
import { problemsOf } from "../limits/problems.ts";
import { type Fields, fieldsOf } from "../limits/walk.ts";
import { createMessage, editMessage, place, type Sent } from "../messages.ts";
import { messageObject } from "../objects.ts";
import { refused } from "../refused.ts";
import { done, ok, param, type Route } from "../router.ts";
import type { Interaction, World } from "../world.ts";

/** Which first answers an interaction may get. .../interactions/receiving-and-responding#interaction-response-object */
const answersTo: Record<Interaction["type"], readonly number[]> = {
  2: [4, 5, 9],
  3: [4, 5, 6, 7, 9],
  4: [8],
  // A modal cannot answer a modal; 6 and 7 need a message that it came from.
  5: [4, 5, 6, 7],
};

/** The first answer to an interaction. */
export function interactionRoutes(world: World): Route[] {
  return [
    {
      method: "POST",
      path: "/interactions/:interaction/:token/callback",
      by: "token",
      rate: "none",
      handle: (call) => {
        const interaction = world.interactions.get(param(call, "interaction"));
        const now = world.clock.now();
        if (interaction?.token !== param(call, "token")) throw refused.unknownInteraction();
        if (interaction.callback !== undefined) throw refused.acknowledged();
        if (now - interaction.at > world.settings.answerMs) throw refused.unknownInteraction();
        const type = Number(call.fields["type"]);
        const able = answersTo[interaction.type];
        const needsSource = (type === 6 || type === 7) && interaction.source === undefined;
        if (!able.includes(type) || needsSource) {
          const message = `Value must be one of {${able.join(", ")}}.`;
          throw refused.invalid([{ path: ["type"], code: "BASE_TYPE_CHOICES", message }]);
        }
        const data = fieldsOf(call.fields["data"]);
        answer(world, interaction, type, { body: data, uploads: call.uploads });
        interaction.callback = { type, at: now, data };
        world.changed(interaction.person);
        return call.query.get("with_response") === "true" ? ok(callbackObject(world, interaction, type)) : done;
      },
    },
  ];
}

function answer(world: World, interaction: Interaction, type: number, sent: Sent): void {
  const { channel, person, id, source } = interaction;
  const flags = Number(sent.body["flags"] ?? 0);
  const ephemeral = (flags & flag.ephemeral) !== 0;
  const about = { channel, author: world.bot.id, interaction: id, ...(ephemeral ? { onlyFor: person } : {}) };
  if (type === 4) {
    interaction.original = createMessage(world, sent, about, "interaction");
  } else if (type === 5) {
    if ((flags & ~flag.ephemeral) !== 0) {
      const message = "Only EPHEMERAL can be set on a deferred message";
      throw refused.invalid([{ path: ["data", "flags"], code: "MESSAGE_FLAGS_INVALID", message }]);
    }
    interaction.original = place(world, { ...about, id: world.newId() }, thinking(world, flags));
  } else if (type === 6 || type === 7) {
    if (source === undefined) throw new Error("no message to update");
    interaction.original = source;
    if (source.deleted) throw refused.unknownMessage();
    if (type === 7) editMessage(world, source, sent, "interaction-edit");
  } else if (type === 8) {
    check(choicesSchema, sent.body);
  } else check(modalSchema, sent.body);
}

const thinking = (world: World, flags: number) => ({
  at: world.clock.now(),
  content: "",
  embeds: [],
  components: [],
  files: [],
  flags: flags | flag.loading,
  allowedMentions: undefined,
});

function check(schema: Parameters<typeof problemsOf>[0], data: Fields): void {
  const problems = problemsOf(schema, data);
  if (problems.length > 0) {
    throw refused.invalid(problems.map((each) => ({ ...each, path: ["data", ...each.path] })));
  }
}

const callbackObject = (world: World, { id, type, original }: Interaction, answered: number): Fields => ({
  interaction: {
    id,
    type,
    ...(original === undefined
      ? {}
      : { response_message_id: original.id, response_message_ephemeral: original.onlyFor !== undefined }),
  },
  ...(original === undefined
    ? {}
    : { resource: { type: answered, ...(answered === 6 ? {} : { message: messageObject(world, original) }) } }),
});
