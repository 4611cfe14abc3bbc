import type { Language } from "../../handlers/kit/reply.ts";

/** What a typed line means to the chat itself. */
export type Input =
  | { readonly kind: "nothing" }
  | { readonly kind: "quit" }
  | { readonly kind: "help" }
  | { readonly kind: "language"; readonly language: Language | undefined }
  | { readonly kind: "button"; readonly number: number }
  | { readonly kind: "command"; readonly line: string };

/** Reads a line as people type it: full-width digits and letters count like the others where the chat is meant. */
export function readInput(line: string): Input {
  const plain = line.normalize("NFKC").trim().toLowerCase();
  if (plain === "") return { kind: "nothing" };
  if (/^\/(quit|exit)$/u.test(plain)) return { kind: "quit" };
  if (plain === "/help") return { kind: "help" };
  const [, number] = /^(\d{1,4})$/u.exec(plain) ?? [];
  if (number !== undefined) return { kind: "button", number: Number(number) };
  const [isLanguage, named] = /^\/language(?:\s+(\S+))?$/u.exec(plain) ?? [];
  if (isLanguage !== undefined)
    return { kind: "language", language: named === "ja" || named === "en" ? named : undefined };
  return { kind: "command", line };
}

/** Whether an answer to a question is yes. */
export const isYes = (answer: string): boolean =>
  /^(y|yes|は|はい)$/u.test(answer.normalize("NFKC").trim().toLowerCase());
