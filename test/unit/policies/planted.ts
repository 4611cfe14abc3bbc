import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { policyFolder } from "../../../policies/policyset.ts";

/** Makes copies of the repository's policies with one more file, or with one replaced. */
export function planting() {
  const folders = mkdtempSync(join(tmpdir(), "shisa-policies-"));
  let made = 0;
  return {
    planted: (text: string, file = "planted.cedar"): string => {
      const folder = join(folders, String(++made));
      cpSync(policyFolder(), folder, { recursive: true });
      writeFileSync(join(folder, file), text);
      return folder;
    },
    forget: () => rmSync(folders, { recursive: true, force: true }),
  };
}
