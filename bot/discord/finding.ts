import type { Text } from "../../handlers/kit/reply.ts";

/** One thing that was looked at, in the doctor's form. `note` is neither good nor bad: worth knowing. */
export interface Finding {
  readonly mark: "good" | "bad" | "note";
  readonly what: Text;
  readonly mend?: Text;
}

export const good = (ja: string, en: string): Finding => ({ mark: "good", what: { ja, en } });
export const note = (ja: string, en: string): Finding => ({ mark: "note", what: { ja, en } });
export const bad = (what: Text, mend: Text): Finding => ({ mark: "bad", what, mend });
