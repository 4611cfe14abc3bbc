import { z } from "zod";
import { accountSchema } from "../../protocol/names.ts";

const labelSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
/** A key as keys/blob.ts writes it: no character of it means anything in a quoted YAML string. */
const keySchema = z.string().regex(/^[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}$/);

const seedSchema = z.strictObject({
  uuid: z.uuid(),
  hostName: labelSchema,
  owner: z.strictObject({ name: accountSchema, uid: z.int().min(1) }),
  keys: z.array(keySchema).min(1),
});

/** What a guest is told at its first boot. */
export type Seed = z.infer<typeof seedSchema>;

/**
 * cloud-init's NoCloud files (cloudinit.readthedocs.io, NoCloud and cloud-config), the same for every template: the
 * owner's own account with their own keys and number, and no password anywhere.
 * Throws where a value has a form that its place has no room for; nothing is quoted or escaped.
 */
export function seedFiles(seed: Seed): Readonly<Record<"user-data" | "meta-data", string>> {
  const { uuid, hostName, owner, keys } = seedSchema.parse(seed);
  const userData = [
    "#cloud-config",
    `hostname: ${yamlWord(hostName)}`,
    "preserve_hostname: false",
    "ssh_pwauth: false",
    "disable_root: true",
    "users:",
    `  - name: ${yamlWord(owner.name)}`,
    `    uid: ${owner.uid}`,
    '    gecos: "Shisa guest owner"',
    "    shell: /bin/bash",
    "    lock_passwd: true",
    '    sudo: "ALL=(ALL) NOPASSWD:ALL"',
    "    ssh_authorized_keys:",
    ...keys.map((key) => `      - "${key}"`),
  ];
  const metaData = [`instance-id: ${uuid}`, `local-hostname: ${yamlWord(hostName)}`];
  return { "user-data": `${userData.join("\n")}\n`, "meta-data": `${metaData.join("\n")}\n` };
}

/** Host and account names go in plain, unless YAML would read them as something else than text (1e3, null, yes). */
const yamlWord = (word: string): string =>
  /^[a-z_][a-z0-9_.-]*$/.test(word) && !/^(?:null|true|false|yes|no|on|off|y|n|\.inf|\.nan)$/.test(word)
    ? word
    : `"${word}"`;
