import { z } from "zod";

/**
 * What is read of Slack's payloads; all else in them is ignored. The formats are those of docs.slack.dev: slash
 * commands, block_actions, view_submission, and the events that the app subscribes to.
 */

const id = z.string().regex(/^[A-Z0-9]{1,40}$/);
const responseUrl = z.string().max(1_900);
const trigger = z.string().min(1).max(200);

export const commandPayload = z.object({
  command: z.string().max(100),
  text: z.string().default(""),
  team_id: id,
  user_id: id,
  channel_id: id,
  trigger_id: trigger,
  response_url: responseUrl,
});
export type CommandPayload = z.infer<typeof commandPayload>;

const person = z.object({ id, team_id: id.optional() });
const team = z.object({ id }).nullish();

export const pressPayload = z.object({
  user: person,
  team,
  channel: z.object({ id }).nullish(),
  container: z.object({
    type: z.string(),
    message_ts: z.string().max(40).optional(),
    is_ephemeral: z.boolean().optional(),
  }),
  trigger_id: trigger,
  response_url: responseUrl.nullish(),
  actions: z.array(z.object({ action_id: z.string().max(255) })).min(1),
});
export type PressPayload = z.infer<typeof pressPayload>;

const option = z.object({ value: z.string() });
const file = z.object({
  name: z.string().nullish(),
  size: z.int().min(0).nullish(),
  url_private_download: z.string().max(2_000).nullish(),
  url_private: z.string().max(2_000).nullish(),
});
const input = z.object({
  type: z.string(),
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
  files: z.array(file).nullish(),
});
export type InputState = z.infer<typeof input>;

export const submissionPayload = z.object({
  user: person,
  team,
  view: z.object({
    private_metadata: z.string().max(3_000),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), input)) }),
  }),
});
export type SubmissionPayload = z.infer<typeof submissionPayload>;

export const memberPayload = z.object({
  id,
  team_id: id.nullish(),
  deleted: z.boolean().nullish(),
  is_bot: z.boolean().nullish(),
  is_restricted: z.boolean().nullish(),
  is_ultra_restricted: z.boolean().nullish(),
  is_stranger: z.boolean().nullish(),
  locale: z.string().nullish(),
});
export type MemberPayload = z.infer<typeof memberPayload>;

export const homeOpened = z.object({
  team_id: id,
  event: z.object({ user: id, channel: id.optional(), tab: z.string().optional() }),
});
export const userChanged = z.object({ event: z.object({ user: memberPayload }) });
