import { until } from "../../kit/until.ts";
import type { Courier } from "../courier.ts";
import type { Acted } from "../interact.ts";
import type { Fields } from "../json.ts";
import { pressPayload } from "../payloads.ts";
import { type Control, controlsIn, readableText, unescaped } from "../readable.ts";
import type { Account, Post, Version, World } from "../world.ts";

/** A message as one person sees it; everything is read anew each time. */
export interface SeenMessage {
  readonly ts: string;
  readonly channel: string;
  readonly where: "direct" | "channel" | "ephemeral";
  /** The id of who wrote it. */
  readonly by: string;
  /** All that can be read: of the blocks, or where there are none, of the text. */
  readonly text: string;
  /** The text that notifications show. */
  readonly notice: string;
  readonly blocks: readonly unknown[];
  /** The labels of its buttons. */
  readonly buttons: readonly string[];
  readonly files: readonly { readonly name: string; readonly title: string; readonly text: string }[];
  /** What could be read after each edit, the first one first, and when (by the workspace's clock). */
  readonly history: readonly string[];
  readonly times: readonly number[];
  readonly deleted: boolean;
  /** Everything it was posted with. */
  readonly sent: Fields;
  /** Presses the button with this label; `stale`: also one that an earlier edit had. */
  readonly click: (label: string, options?: { readonly stale?: boolean }) => Promise<Acted>;
  /** Waits until what can be read fits; the message itself again. */
  readonly waitForEdit: (pattern: RegExp, deadlineMs?: number) => Promise<SeenMessage>;
  readonly waitForFile: (
    name: RegExp,
    deadlineMs?: number,
  ) => Promise<{ readonly name: string; readonly text: string }>;
  /** Waits until it is deleted. */
  readonly waitUntilDeleted: (deadlineMs?: number) => Promise<void>;
}

/** What can be read of one version of a message. */
export function readVersion({ text, blocks }: Pick<Version, "text" | "blocks">): string {
  return blocks.length > 0 ? readableText(blocks) : unescaped(text);
}

export function audienceOf(world: World, post: Post): SeenMessage["where"] {
  if (post.to !== undefined) return "ephemeral";
  return world.channels.get(post.channel)?.kind === "im" ? "direct" : "channel";
}

export function seenMessage(world: World, courier: Courier, viewer: Account, post: Post): SeenMessage {
  const current = (): Version => post.versions.at(-1) ?? { text: "", blocks: [], at: 0 };
  const control = (label: string, stale: boolean): Control => {
    const versions = stale ? [...post.versions].reverse() : [current()];
    for (const { blocks } of versions) {
      const found = controlsIn(blocks).find((each) => each.label === label);
      if (found !== undefined) return found;
    }
    throw new Error(`there is no button "${label}" in: ${seen.text}\nbuttons: ${seen.buttons.join(", ")}`);
  };
  const filesNow = () =>
    post.files.map(({ name, title, content }) => ({ name, title, text: content?.toString("utf8") ?? "" }));
  const seen: SeenMessage = {
    ts: post.ts,
    channel: post.channel,
    where: audienceOf(world, post),
    by: post.by,
    sent: post.sent,
    get text() {
      return readVersion(current());
    },
    get notice() {
      return current().text;
    },
    get blocks() {
      return current().blocks;
    },
    get buttons() {
      return controlsIn(current().blocks).flatMap(({ type, label }) => (type === "button" ? [label] : []));
    },
    get files() {
      return filesNow();
    },
    get history() {
      return post.versions.map(readVersion);
    },
    get times() {
      return post.versions.map(({ at }) => at);
    },
    get deleted() {
      return post.deleted;
    },
    click: async (label, { stale = false } = {}) => {
      const payload = pressPayload(world, viewer, post, control(label, stale));
      return courier.deliver("interactive", payload);
    },
    waitForEdit: async (pattern, deadlineMs) => {
      await until(
        `a message is edited to ${pattern}`,
        () => pattern.test(seen.text),
        deadlineMs,
        () => seen.history.join("\n--\n"),
      );
      return seen;
    },
    waitForFile: (name, deadlineMs) =>
      until(
        `a message has a file ${name}`,
        () => filesNow().find((file) => name.test(file.name)),
        deadlineMs,
        () => seen.text,
      ),
    waitUntilDeleted: async (deadlineMs) => {
      await until(
        "a message is deleted",
        () => post.deleted,
        deadlineMs,
        () => seen.text,
      );
    },
  };
  return seen;
}
