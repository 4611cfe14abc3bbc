import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { type KeptKey, keptKeySchema } from "../../protocol/actions/keys.ts";
import { type Person, personSchema } from "../../protocol/messages.ts";
import { replaceFile, syncFolder } from "../files/durable.ts";
import { createLock } from "../perform/lock.ts";

const fileSchema = personSchema.extend({ keys: z.array(keptKeySchema) });

/** The public keys that people have given to this executor: files that only root can read or write. */
export interface KeyBook {
  /** Oldest first. Throws where the file is there and cannot be read, or says somebody else. */
  readonly of: (person: Person) => Promise<readonly KeptKey[]>;
  /**
   * Puts what `change` makes of a person's keys in their place, whole or, after a crash, not at all; one change after
   * the other. Where `change` returns what it was given, nothing is written. Throws what `change` throws.
   */
  readonly change: (person: Person, change: (keys: readonly KeptKey[]) => readonly KeptKey[]) => Promise<void>;
}

/**
 * Opens the keys in an executor's state folder. A file is for a name and a uid together: an account that gets either of
 * them later has none of the keys that were another's.
 */
export function createKeyBook(state: string): KeyBook {
  const folder = join(state, "keys");
  const lock = createLock();
  const pathOf = ({ name, uid }: Person): string => join(folder, `${uid}-${name}.json`);

  async function read(person: Person): Promise<readonly KeptKey[]> {
    const path = pathOf(person);
    try {
      const { name, uid, keys } = fileSchema.parse(JSON.parse(await readFile(path, "utf8")));
      if (name !== person.name || uid !== person.uid) throw new Error(`it says ${name}, ${uid}`);
      return keys;
    } catch (cause) {
      if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
      throw new Error(`reading the keys in ${path}`, { cause });
    }
  }

  return {
    of: read,
    change: (person, change) =>
      lock(async () => {
        const before = await read(person);
        const keys = change(before);
        if (keys === before) return;
        if ((await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined) await syncFolder(dirname(folder));
        const { name, uid } = person;
        const { handle } = await replaceFile(pathOf(person), `${JSON.stringify({ name, uid, keys })}\n`);
        await handle.close();
      }),
  };
}
