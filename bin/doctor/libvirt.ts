import { readdir, readFile, statfs } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { bad, type Finding, good } from "../../bot/finding.ts";
import type { Inventory } from "../../protocol/messages.ts";
import { reason } from "./finding.ts";
import type { Patient } from "./patient.ts";
import { run } from "./run.ts";

/** A host refuses new guests below this. */
const minimumFreePercent = 15;

/** libvirt answers, the guests' network is active, the templates can be used, the disk has room. */
export async function checkLibvirt(patient: Patient, inventories: readonly Inventory[]): Promise<Finding[]> {
  const vm = patient.executor?.vm;
  if (vm === undefined) return [];
  const virsh = async (...args: string[]) => run([...patient.enter, "virsh", "-q", "-c", vm.uri, ...args]);
  const version = await virsh("version");
  if (!version.ok) {
    const what = { ja: `libvirt: ${version.text}`, en: `libvirt: ${version.text}` };
    return [
      bad(what, { ja: "libvirtd を動かし、SHISA_LIBVIRT_URI を確かめる", en: "start libvirtd; see SHISA_LIBVIRT_URI" }),
    ];
  }
  const using = /Using API: (.*)/u.exec(version.text)?.[1] ?? version.text.split("\n")[0] ?? "";
  const network = await virsh("net-info", vm.network);
  const isActive = /^Active:\s+yes$/mu.test(network.text);
  const start = `virsh -c ${vm.uri} net-start ${vm.network}`;
  return [
    good(`libvirt: ${using}`, `libvirt: ${using}`),
    isActive
      ? good(`ネットワーク ${vm.network} は動いています`, `the network ${vm.network} is active`)
      : bad(
          { ja: `ネットワーク ${vm.network} が動いていません`, en: `the network ${vm.network} is not active` },
          { ja: start, en: start },
        ),
    ...(await checkTemplates(vm.templates, inventories)),
    await checkRoom(vm.disks),
  ];
}

const descriptionSchema = z.object({ title: z.object({ ja: z.string().min(1), en: z.string().min(1) }) });
const imageSchema = z.object({
  format: z.string(),
  "backing-filename": z.string().optional(),
  encrypted: z.boolean().optional(),
  "format-specific": z.object({ data: z.object({ "data-file": z.string().optional() }).optional() }).optional(),
});

async function checkTemplates(folder: string, inventories: readonly Inventory[]): Promise<Finding[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".qcow2"));
  if (names.length === 0) {
    const what = { ja: `${folder} にテンプレートがありません`, en: `${folder} holds no template` };
    return [bad(what, { ja: "NAME.qcow2 と NAME.json を置く", en: "put NAME.qcow2 and NAME.json there" })];
  }
  return Promise.all(
    names.toSorted().map((file) => checkTemplate(folder, file.slice(0, -".qcow2".length), inventories)),
  );
}

async function checkTemplate(folder: string, name: string, inventories: readonly Inventory[]): Promise<Finding> {
  const wrong = (ja: string, en: string, mend: string): Finding =>
    bad({ ja: `テンプレート ${name}: ${ja}`, en: `template ${name}: ${en}` }, { ja: mend, en: mend });
  const form = `${name}.json: {"title":{"ja":"…","en":"…"}}`;
  try {
    descriptionSchema.parse(JSON.parse(await readFile(join(folder, `${name}.json`), "utf8")));
  } catch {
    return wrong("説明の JSON が読めません", "its JSON cannot be read", form);
  }
  const looked = await run([
    "qemu-img",
    "info",
    "--force-share",
    "--output=json",
    "-f",
    "qcow2",
    join(folder, `${name}.qcow2`),
  ]);
  if (!looked.ok) return wrong(looked.text, looked.text, "qemu-img check");
  const image = imageSchema.parse(JSON.parse(looked.text));
  const other = image["backing-filename"] ?? image["format-specific"]?.data?.["data-file"];
  const flatten = "qemu-img convert -O qcow2";
  if (other !== undefined)
    return wrong(`ほかのファイルに頼っています: ${other}`, `it needs another file: ${other}`, flatten);
  if (image.encrypted === true) return wrong("暗号化されています", "it is encrypted", flatten);
  const isOffered = inventories.some(({ templates }) => templates.some((each) => each.name === name.toLowerCase()));
  if (inventories.length > 0 && !isOffered)
    return wrong("実行役がまだ出していません", "the executor does not offer it", "see the executor's log");
  return good(`テンプレート ${name} は使えます`, `the template ${name} can be used`);
}

async function checkRoom(folder: string): Promise<Finding> {
  try {
    const { blocks, bavail } = await statfs(folder);
    const percent = Math.floor((bavail / blocks) * 100);
    const text = { ja: `${folder} の空きは ${percent} % です`, en: `${folder} has ${percent} % free` };
    if (percent >= minimumFreePercent) return good(text.ja, text.en);
    return bad(text, {
      ja: `${minimumFreePercent} % より少ないと新しい仮想マシンは作れません。片付けるか広げる`,
      en: `below ${minimumFreePercent} % no guest is made: clean up or enlarge it`,
    });
  } catch (error) {
    return bad(
      { ja: `${folder}: ${reason(error)}`, en: `${folder}: ${reason(error)}` },
      { ja: `mkdir -p ${folder}`, en: `mkdir -p ${folder}` },
    );
  }
}
