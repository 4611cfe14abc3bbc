import { z } from "zod";
import type { Files } from "../../handlers/kit/definition.ts";

/** The largest file that a terminal brings, in bytes. */
export const fileMaxBytes = 100_000;

/** A file that comes with a line, for the verb's parameter `file`; its content in base64. */
export const fileSchema = z.strictObject({
  name: z.string().max(255),
  content: z.base64().max(Math.ceil(fileMaxBytes / 3) * 4),
});
export type SentFile = z.infer<typeof fileSchema>;

/** As handlers take attached files; nothing where none came. */
export const filesOf = (file: SentFile | undefined): { readonly files?: Files } =>
  file === undefined ? {} : { files: { file: { name: file.name, content: Buffer.from(file.content, "base64") } } };
