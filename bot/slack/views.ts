import type { types } from "@slack/bolt";
import type { Attachment } from "../chat/arrival.ts";
import type { Filling, Problems } from "../chat/desk.ts";
import type { Ack, Inbound } from "./inbound.ts";
import { metadataSchema } from "./open-form.ts";
import { type InputState, type SubmissionPayload, submissionPayload } from "./payload.ts";
import { cleanLine, clipped } from "./render/characters.ts";
import { blockOf, fieldOf, toldView } from "./render/modal.ts";
import { take } from "./take.ts";
import { whoPressed } from "./who.ts";

export type ViewAck = Ack<
  | { readonly response_action: "errors"; readonly errors: Record<string, string> }
  | { readonly response_action: "update"; readonly view: types.ModalView }
>;

/** What was filled in. Rejects, without acknowledging, when it could not be taken: the form stays open. */
export function createViews(inbound: Inbound): (payload: unknown, ack: ViewAck) => Promise<void> {
  const { desk, workspace, languageOf, naming, log } = inbound;
  return async (payload, ack) => {
    const read = submissionPayload.parse(payload);
    const { id, place } = metadataSchema.parse(JSON.parse(read.view.private_metadata));
    const language = languageOf(read.user.id);
    const filling: Filling = {
      identity: whoPressed(workspace, read),
      place,
      ...(language === undefined ? {} : { language }),
      id,
      ...filledIn(read),
    };
    const answer = desk.filled(filling);
    if (answer.kind === "line") return take(desk, answer.arrival, ack, log);
    if (answer.kind === "told") return ack({ response_action: "update", view: toldView(naming.named(answer.shown)) });
    return ack({ response_action: "errors", errors: errorsOf(answer, read, naming.inText) });
  };
}

/** By field; a file is no value but comes along. */
function filledIn({ view }: SubmissionPayload): Pick<Filling, "filled" | "attachments"> {
  const filled: Record<string, string> = {};
  const attachments: Attachment[] = [];
  for (const [block, inputs] of Object.entries(view.state.values)) {
    const field = fieldOf(block);
    const state = Object.values(inputs)[0];
    if (field === undefined || state === undefined) continue;
    if (state.type === "file_input") attachments.push(...filesOf(field, state));
    else filled[field] = textOf(state);
  }
  return { filled, attachments };
}

const textOf = ({ value, selected_option, selected_options }: InputState): string =>
  value ?? selected_option?.value ?? selected_options?.[0]?.value ?? "";

const filesOf = (field: string, { files }: InputState): Attachment[] =>
  (files ?? []).slice(0, 1).flatMap(({ name, size, url_private_download, url_private }) => {
    const url = url_private_download ?? url_private;
    if (url === undefined || url === null) return [];
    return [{ field, name: (name ?? "file").slice(0, 255), url, size: size ?? 0 }];
  });

const longestProblem = 300;

/** Slack shows problems below fields that are there; what is wrong with another is told below the first. */
function errorsOf(
  { problems }: Problems,
  { view }: SubmissionPayload,
  named: (text: string) => string,
): Record<string, string> {
  const blocks = Object.keys(view.state.values);
  const first = blocks[0] ?? blockOf("");
  const errors: Record<string, string> = {};
  for (const [field, problem] of Object.entries(problems)) {
    const block = blocks.includes(blockOf(field)) ? blockOf(field) : first;
    const before = errors[block] === undefined ? "" : `${errors[block]} `;
    errors[block] = clipped(`${before}${cleanLine(named(problem))}`, longestProblem);
  }
  return errors;
}
