import { type Mark, markElement, markNamespace } from "./mark.ts";
import type { Virsh } from "./virsh.ts";
import { buildXml } from "./xml.ts";

/** libvirt puts this prefix, and the namespace, onto every element by itself (virDomainSetMetadata). */
const prefix = "shisa";

/**
 * Writes a domain's mark anew, in its definition and, where it runs, in the running one too.
 * Throws a VirshError where libvirt does not take it; then both may differ until it is done again.
 */
export async function writeMark(virsh: Virsh, mark: Mark, running: boolean): Promise<void> {
  const xml = buildXml(plain(markElement(mark)));
  const where = running ? ["--config", "--live"] : ["--config"];
  const argv = ["metadata", mark.uuid, "--uri", markNamespace, "--key", prefix, ...where, "--set", xml];
  await virsh.run(argv, { act: "writing down what the guest is" });
}

/** The element with the names that it has before libvirt puts the prefix in. */
function plain(value: unknown): Record<string, unknown> {
  const fields = Object.entries(value as Record<string, unknown>).filter(([name]) => !name.startsWith("@xmlns"));
  return Object.fromEntries(
    fields.map(([name, held]) => [
      name.replace(`${prefix}:`, ""),
      typeof held === "object" && held !== null ? plain(held) : held,
    ]),
  );
}
