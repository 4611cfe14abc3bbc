import { flag } from "../limits/message.ts";
import { createMessage, deleteMessage, editMessage, type Sent } from "../messages.ts";
import { messageObject } from "../objects.ts";
import { refused } from "../refused.ts";
import { type Call, done, ok, param, type Route } from "../router.ts";
import type { Interaction, Message, World } from "../world.ts";

/** Later answers to an interaction, by its token. .../interactions/receiving-and-responding#followup-messages */
export function webhookRoutes(world: World): Route[] {
  const path = "/webhooks/:application/:token";
  const interactionOf = (call: Call): Interaction => {
    const token = param(call, "token");
    const interaction = world.interactions.get(interactionId(token));
    if (param(call, "application") !== world.application || interaction?.token !== token)
      throw refused.unknownWebhook();
    if (world.clock.now() - interaction.at > world.settings.tokenMs) throw refused.staleToken();
    // Before the first answer there is no webhook yet.
    if (interaction.callback === undefined) throw refused.unknownWebhook();
    return interaction;
  };
  const messageOf = (call: Call): Message => {
    const interaction = interactionOf(call);
    const id = param(call, "message");
    const message = id === "@original" ? interaction.original : world.messages.get(id);
    const known = id === "@original" || message?.interaction === interaction.id;
    if (message === undefined || message.deleted || !known) throw refused.unknownMessage();
    return message;
  };
  const route = (method: Route["method"], tail: string, handle: Route["handle"]): Route => {
    return { method, path: `${path}${tail}`, by: "token", rate: "webhook", handle };
  };
  const sentOf = (call: Call): Sent => ({ body: call.fields, uploads: call.uploads });
  return [
    route("POST", "", (call) => {
      const interaction = interactionOf(call);
      const { original, channel, person, id } = interaction;
      // The first follow-up of a deferred answer is that answer, with the ephemeral flag fixed at the deferral.
      if (original !== undefined && (original.look.flags & flag.loading) !== 0 && !original.deleted) {
        const { flags: _, ...body } = call.fields;
        editMessage(world, original, { body, uploads: call.uploads }, "interaction-edit");
        return ok(messageObject(world, original));
      }
      const ephemeral = (Number(call.fields["flags"] ?? 0) & flag.ephemeral) !== 0;
      const about = { channel, author: world.bot.id, interaction: id, ...(ephemeral ? { onlyFor: person } : {}) };
      return ok(messageObject(world, createMessage(world, sentOf(call), about, "interaction")));
    }),
    route("GET", "/messages/:message", (call) => ok(messageObject(world, messageOf(call)))),
    route("PATCH", "/messages/:message", (call) => {
      const message = messageOf(call);
      editMessage(world, message, sentOf(call), "interaction-edit");
      return ok(messageObject(world, message));
    }),
    route("DELETE", "/messages/:message", (call) => {
      deleteMessage(world, messageOf(call));
      return done;
    }),
  ];
}

/** As Discord does it, an interaction's token tells which one it belongs to. */
export const tokenOf = (id: string, secret: string): string =>
  Buffer.from(`interaction:${id}:${secret}`).toString("base64url");
const interactionId = (token: string): string => Buffer.from(token, "base64url").toString("utf8").split(":")[1] ?? "";
