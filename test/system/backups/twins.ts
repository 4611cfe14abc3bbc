import { randomUUID } from "node:crypto";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import type { Lab } from "../../lab/lab.ts";
import { vmOf } from "../vm/in-lab.ts";

export interface Twin {
  readonly account: string;
  readonly name: string;
  readonly uuid: string;
}

/**
 * Makes guests that are off out of one that is, each with a disk, a definition and a mark of its own as Shisa would
 * have made them: nothing has to boot for that.
 * @param model the UUID of that guest, whose owner may be anybody
 */
export async function makeTwins(lab: Lab, model: string, wanted: readonly Omit<Twin, "uuid">[]): Promise<Twin[]> {
  const virsh = async (...argv: string[]): Promise<string> => {
    const ran = await lab.run(["virsh", "-q", "-c", "qemu:///system", ...argv]);
    if (ran.exitCode !== 0) throw new Error(`virsh ${argv.join(" ")}: ${ran.stderr}`);
    return ran.stdout;
  };
  const xml = await virsh("dumpxml", "--inactive", model);
  const { disks } = vmOf(lab);
  return await Promise.all(
    wanted.map(async ({ account, name }, index) => {
      const uuid = randomUUID();
      const owner = lab.people.find((person) => person.name === account);
      if (owner === undefined) throw new Error(`there is nobody called ${account}`);
      await cp(join(disks, model), join(disks, uuid), { recursive: true });
      const file = join(lab.dir, `twin-${uuid}.xml`);
      const own = xml
        .replaceAll(model, uuid)
        .replace(/<name>[^<]*<\/name>/u, `<name>${account}-${name}</name>`)
        .replace(/<shisa:owner [^>]*>/u, `<shisa:owner uid='${owner.uid}' name='${account}'/>`)
        .replace(/<shisa:name>[^<]*</u, `<shisa:name>${name}<`)
        .replace(/<mac address='[^']*'/u, `<mac address='52:54:00:77:00:${(index + 16).toString(16)}'`);
      await lab.run(["tee", file], { input: own });
      await virsh("define", file);
      return { account, name, uuid };
    }),
  );
}
