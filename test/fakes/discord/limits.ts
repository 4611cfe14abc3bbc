import { commandsSchema } from "./limits/commands.ts";
import { linksIn, type Mentions, mentionsIn } from "./limits/markdown.ts";
import { flag, type MessageKind, messageSchema } from "./limits/message.ts";
import { modalSchema } from "./limits/modal.ts";
import { inWords, type Problem, problemsOf } from "./limits/problems.ts";
import { asApi, componentsIn, fieldsOf, listOf, textOf } from "./limits/walk.ts";

/** Files of one message. https://docs.discord.com/developers/resources/message#create-message */
const mostFiles = 10;
/** Bytes of one file. https://docs.discord.com/developers/reference#uploading-files */
const mostFileBytes = 10 * 1024 * 1024;
/** Bytes of a request. https://docs.discord.com/developers/resources/message#create-message */
export const mostRequestBytes = 25 * 1024 * 1024;

/**
 * What Discord would refuse about a message, each as "path: words"; none where it would take it. Takes REST's JSON
 * and discord.js's options alike; `files` may lie in the payload as discord.js has them ({attachment, name}).
 */
export function problemsOfMessage(payload: unknown, kind: MessageKind = "create"): string[] {
  const { files, ...rest } = fieldsOf(payload);
  const api = asApi(rest);
  const sizes = listOf(files).map((each) => sizeOf(fieldsOf(each)["attachment"] ?? fieldsOf(each)["data"]));
  const problems = messageProblems(api, kind).map(inWords);
  const { content, embeds, components } = fieldsOf(api);
  const empty = textOf(content) === "" && [embeds, components, files].every((each) => listOf(each).length === 0);
  if (empty && !kind.endsWith("edit")) problems.push(": Cannot send an empty message");
  return [...problems, ...fileProblems(sizes)];
}

/** The same for a message's JSON alone, with Discord's codes; emptiness and files are judged elsewhere. */
export function messageProblems(api: unknown, kind: MessageKind, alreadyV2 = false): Problem[] {
  const { flags } = fieldsOf(api);
  const v2 = alreadyV2 || (typeof flags === "number" && (flags & flag.componentsV2) !== 0);
  return problemsOf(messageSchema(kind, v2), api);
}

export function fileProblems(sizes: readonly number[]): string[] {
  const problems: string[] = [];
  if (sizes.length > mostFiles) problems.push(`files: Must be ${mostFiles} or fewer in length.`);
  for (const [at, size] of sizes.entries()) {
    if (size > mostFileBytes) problems.push(`files.${at}: File cannot be larger than ${mostFileBytes} bytes.`);
  }
  if (sizes.reduce((sum, size) => sum + size, 0) > mostRequestBytes) problems.push("files: Request entity too large");
  return problems;
}

export const problemsOfModal = (modal: unknown): string[] => problemsOf(modalSchema, asApi(modal)).map(inWords);
/** Of all commands of one scope: what a bulk overwrite (PUT) would refuse. */
export const problemsOfCommands = (commands: unknown): string[] =>
  problemsOf(commandsSchema, asApi(commands)).map(inWords);

/** Whom a message would notify. Embeds notify nobody; without allowed_mentions every mention counts. */
export function mentionsOf(payload: unknown): Mentions {
  const api = fieldsOf(asApi(fieldsOf(payload)));
  const shown = componentsIn(api["components"]).filter(([each]) => each["type"] === 10);
  const texts = [textOf(api["content"]), ...shown.map(([each]) => textOf(each["content"]))];
  return mentionsIn(texts, api["allowed_mentions"]);
}

/** All that Discord would make clickable: in texts, embeds and buttons. */
export function linksOf(payload: unknown): string[] {
  const { files: _, ...rest } = fieldsOf(payload);
  const api = fieldsOf(asApi(rest));
  const embeds = listOf(api["embeds"]).map(fieldsOf);
  const addresses = embeds.flatMap((each) => [each["url"], fieldsOf(each["author"])["url"]]);
  const buttons = componentsIn(api["components"]).map(([each]) => each["url"]);
  const links = [...addresses, ...buttons].map(textOf).filter((each) => each !== "");
  return [...new Set([...textsOf(api).flatMap(linksIn), ...links])];
}

/** Every text that a message's readers see, top down: content, embeds, text components. No files, no buttons. */
export function textsOf(payload: unknown): string[] {
  const { content, embeds, components } = fieldsOf(payload);
  const inEmbeds = listOf(embeds).flatMap((each) => {
    const { title, description, fields, footer, author } = fieldsOf(each);
    const pairs = listOf(fields).flatMap((one) => [fieldsOf(one)["name"], fieldsOf(one)["value"]]);
    return [fieldsOf(author)["name"], title, description, ...pairs, fieldsOf(footer)["text"]];
  });
  const shown = componentsIn(components).filter(([each]) => each["type"] === 10);
  return [content, ...inEmbeds, ...shown.map(([each]) => each["content"])].map(textOf).filter((each) => each !== "");
}

const sizeOf = (data: unknown): number =>
  typeof data === "string" ? Buffer.byteLength(data) : data instanceof Uint8Array ? data.length : 0;
