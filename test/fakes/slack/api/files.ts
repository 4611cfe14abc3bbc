import { randomBytes } from "node:crypto";
import { decoded, type Fields, fieldsOf, listOf, textOf } from "../json.ts";
import { newId } from "../make.ts";
import { touched } from "../watch.ts";
import type { StoredFile, World } from "../world.ts";
import { addPost, postingPlace } from "./chat.ts";
import { visibleChannel } from "./conversations.ts";
import { ApiError, type Method, needs, requireMessage } from "./method.ts";

const pngBegins = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Slack looks at what a file holds. */
const isPicture = ({ content }: StoredFile): boolean =>
  content?.subarray(0, pngBegins.length).equals(pngBegins) ?? false;

export function addFile(world: World, about: Pick<StoredFile, "name" | "by" | "length">, content?: Buffer): StoredFile {
  const file: StoredFile = {
    ...about,
    id: newId("F"),
    secret: randomBytes(8).toString("hex"),
    title: about.name,
    content,
    complete: content !== undefined,
  };
  world.files.set(file.id, file);
  return file;
}

/** A file object, docs.slack.dev/reference/objects/file-object, as much of it as an app without files:read sees. */
export function fileObject(world: World, file: StoredFile): Fields {
  const url = `${world.base}/files-pri/${world.options.team}-${file.id}`;
  return {
    id: file.id,
    created: Math.floor(world.clock.now() / 1000),
    name: file.name,
    title: file.title,
    mimetype: isPicture(file) ? "image/png" : "text/plain",
    filetype: isPicture(file) ? "png" : "text",
    user: file.by,
    size: file.content?.length ?? file.length,
    mode: "hosted",
    url_private: `${url}/${encodeURIComponent(file.name)}`,
    url_private_download: `${url}/download/${encodeURIComponent(file.name)}`,
  };
}

/** Where completed files are shared: channel_id is a conversation's id; `channels` may also name people. */
function sharedIn(args: Fields, world: World): string[] {
  const one = textOf(args["channel_id"]);
  const several = textOf(args["channels"])
    .split(",")
    .filter((id) => id !== "");
  if (one !== "") return [postingPlace(world, visibleChannel(world, one).id).id];
  return several.map((id) => postingPlace(world, id).id);
}

export const fileMethods: Readonly<Record<string, Method>> = {
  "files.getUploadURLExternal": {
    tier: 4,
    needs: needs("files:write"),
    run: (args, world) => {
      const name = textOf(args["filename"]);
      const length = Number(textOf(args["length"]));
      if (name === "" || !Number.isInteger(length) || length <= 0) throw new ApiError("invalid_arguments");
      const file = addFile(world, { name, length, by: world.options.botUser });
      return { upload_url: `${world.base}/upload/v1/${file.id}-${file.secret}`, file_id: file.id };
    },
  },
  "files.completeUploadExternal": {
    tier: 4,
    needs: needs("files:write"),
    run: (args, world) => {
      const given = listOf(decoded(args["files"])).map(fieldsOf);
      const files = given.map((each) => world.files.get(textOf(each["id"])));
      if (given.length === 0) throw new ApiError("invalid_arguments");
      if (files.some((file) => file?.content === undefined || file.complete)) throw new ApiError("file_not_found");
      // It would be shown as something that cannot be opened.
      if (files.some((file) => file?.name.endsWith(".png") && !isPicture(file)))
        throw new ApiError("invalid_arguments");
      const places = sharedIn(args, world);
      const blocks = args["blocks"] === undefined ? [] : listOf(decoded(args["blocks"]));
      const text = textOf(args["initial_comment"]);
      if (blocks.length > 0 || text !== "") requireMessage({ text, blocks });
      const done = files.filter((file) => file !== undefined);
      for (const [index, file] of done.entries()) {
        file.complete = true;
        file.title = textOf(given[index]?.["title"]) || file.name;
      }
      for (const channel of places) {
        const at = { channel, by: world.options.botUser, to: undefined };
        const post = addPost(world, at, { text, blocks: text === "" ? blocks : [], sent: args });
        post.files.push(...done);
        touched(world, post);
      }
      // Where the message stands is not told: Slack shares the files a little later.
      return { files: done.map((file) => ({ id: file.id, title: file.title })) };
    },
  },
  "files.info": {
    tier: 4,
    needs: needs("files:read"),
    run: (args, world) => {
      const file = world.files.get(textOf(args["file"]));
      if (file === undefined || !file.complete) throw new ApiError("file_not_found");
      return { file: fileObject(world, file) };
    },
  },
  "files.delete": {
    tier: 3,
    needs: needs("files:write"),
    run: (args, world) => {
      const id = textOf(args["file"]);
      if (!world.files.delete(id)) throw new ApiError("file_not_found");
      for (const post of world.posts) {
        const at = post.files.findIndex((file) => file.id === id);
        if (at < 0) continue;
        post.files.splice(at, 1);
        touched(world, post);
      }
      return {};
    },
  },
};
