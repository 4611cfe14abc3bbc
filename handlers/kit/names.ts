import { guestNameSchema } from "../../protocol/names.ts";
import { fold } from "./characters.ts";

/** What a guest is called where nothing better can be made of what was typed. */
const usualName = "vm";
const longest = 30;

/**
 * A valid name that is near to what was typed and is not taken: accents and everything that is no a-z, 0-9 or hyphen
 * fall away. Nothing left (a name in kanji): vm1, vm2, …
 */
export function freeName(typed: string, taken: readonly string[]): string {
  const plain = fold(typed.slice(0, 200))
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, longest - 3)
    .replace(/-+$/, "");
  const lettered = /^[a-z]/.test(plain) ? plain : plain === "" ? "" : `${usualName}-${plain}`.slice(0, longest - 3);
  const base = guestNameSchema.safeParse(lettered).success ? lettered : usualName;
  if (base !== usualName && !taken.includes(base)) return base;
  for (let number = base === usualName ? 1 : 2; ; number += 1) {
    const candidate = `${base}${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
