import type { Courier } from "../courier.ts";
import type { Acted } from "../interact.ts";
import type { Fields } from "../json.ts";
import { pressPayload } from "../payloads.ts";
import { type Control, controlsIn, readableText, unescaped } from "../readable.ts";
import { touched, watch } from "../watch.ts";
import type { Account, Post, Version, World } from "../world.ts";

/** A message as one person sees it; everything is read anew each time. */
export interface SeenMessage {
  readonly ts: string;
  readonly channel: string;
  readonly where: "direct" | "channel" | "ephemeral";
  /** The ts of the message that it answers in a thread. */
  readonly thread: string | undefined;
  /** The id of who wrote it. */
  readonly by: string;
  /** All that can be read: of the blocks, or where there are none, of the text. */
  readonly text: string;
  /** The text that notifications show. */
  readonly notice: string;
  readonly blocks: readonly unknown[];
  /** The labels of its buttons. */
  readonly buttons: readonly string[];
  readonly files: readonly {
    readonly name: string;
    readonly title: string;
    readonly text: string;
    readonly bytes: Uint8Array;
  }[];
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
  ) => Promise<{ readonly name: string; readonly text: string; readonly bytes: Uint8Array }>;
  /** Waits until it is deleted. */
  readonly waitUntilDeleted: (deadlineMs?: number) => Promise<void>;
  /** Somebody who may deletes it: the app hears nothing of that. */
  readonly vanishes: () => void;
}

const read = new WeakMap<Version, string>();
/** What can be read of one version of a message. */
function readVersion(version: Version): string {
  const { text, blocks } = version;
  const known = read.get(version) ?? (blocks.length > 0 ? readableText(blocks) : unescaped(text));
  read.set(version, known);
  return known;
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
    post.files.map(({ name, title, content = Buffer.alloc(0) }) => ({
      ...{ name, title, text: content.toString("utf8"), bytes: content },
    }));
  const waitFor = <T>(what: string, deadlineMs: number | undefined, look: () => T | undefined): Promise<T> =>
    watch(world, viewer.id, what, { look, instead: () => seen.history.join("\n--\n"), deadlineMs });
  const seen: SeenMessage = {
    ts: post.ts,
    channel: post.channel,
    where: audienceOf(world, post),
    thread: post.thread,
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
    waitForEdit: (pattern, deadlineMs) =>
      waitFor(`a message is edited to ${pattern}`, deadlineMs, () => (pattern.test(seen.text) ? seen : undefined)),
    waitForFile: (name, deadlineMs) =>
      waitFor(`a message has a file ${name}`, deadlineMs, () => filesNow().find((file) => name.test(file.name))),
    waitUntilDeleted: async (deadlineMs) => {
      await waitFor("a message is deleted", deadlineMs, () => post.deleted || undefined);
    },
    vanishes: () => {
      post.deleted = true;
      touched(world, post);
    },
  };
  return seen;
}
