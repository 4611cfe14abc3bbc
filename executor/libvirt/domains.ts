import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { GuestState } from "../../protocol/actions/vm.ts";
import { type Definition, parseDefinition } from "./definition.ts";
import { parseStates } from "./state.ts";
import { isNoDomain, type Virsh } from "./virsh.ts";

/** A domain and what it does now. */
export interface Domain extends Definition {
  readonly state: GuestState;
}

export interface Domains {
  /** Every domain that libvirt knows now, foreign ones too. Throws when libvirt does not answer. */
  readonly list: () => Promise<readonly Domain[]>;
  /** One domain, asked of libvirt itself; undefined where there is none. */
  readonly byUuid: (uuid: string) => Promise<Definition | undefined>;
}

/** Where qemu:///system keeps the definitions, one file a domain. */
const systemFolder = "/etc/libvirt/qemu";

/**
 * Which domains there are, and their states, libvirt itself says in one call. Their definitions come from libvirt's
 * own files, read again whenever a file is another one than before; libvirt replaces a file before the call that
 * changes a definition returns. A domain without a file (it was undefined while it ran) is asked for by itself.
 */
export function createDomains(virsh: Virsh, uri: string, folder = systemFolder): Domains {
  const read = uri === "qemu:///system" ? definitionFiles(folder) : async () => undefined;
  return {
    async list() {
      const output = await virsh.run(["domstats", "--state", "--nowait"], { act: "listing the domains" });
      const domains = await Promise.all(
        [...parseStates(output)].map(async ([name, state]) => {
          const definition = (await read(name)) ?? (await dump(virsh, `--domain=${name}`));
          return definition === undefined ? [] : [{ ...definition, state }];
        }),
      );
      return domains.flat();
    },
    byUuid: (uuid) => dump(virsh, uuid),
  };
}

async function dump(virsh: Virsh, domain: string): Promise<Definition | undefined> {
  try {
    return parseDefinition(await virsh.run(["dumpxml", domain], { act: "looking at a domain" }));
  } catch (error) {
    if (isNoDomain(error)) return undefined;
    throw error;
  }
}

function definitionFiles(folder: string): (name: string) => Promise<Definition | undefined> {
  const known = new Map<string, { readonly stamp: string; readonly definition: Definition }>();
  return async (name) => {
    const path = join(folder, `${name}.xml`);
    try {
      const { dev, ino, size, mtimeNs } = await stat(path, { bigint: true });
      const stamp = `${dev} ${ino} ${size} ${mtimeNs}`;
      const before = known.get(name);
      if (before?.stamp === stamp) return before.definition;
      const definition = parseDefinition(await readFile(path, "utf8"));
      if (definition.name !== name) return undefined;
      known.set(name, { stamp, definition });
      return definition;
    } catch {
      known.delete(name);
      return undefined; // No file, or one being replaced: libvirt is asked.
    }
  };
}
