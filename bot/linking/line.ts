/** What somebody says to link themselves, whoever they are here until then. */
export type LinkLine = { readonly kind: "begin" } | { readonly kind: "prove"; readonly credential: string };

const begins = /^\/?link(?:\s+prove)?$/i;
// Copied out of a narrow terminal, a credential may be broken into lines; it holds no blanks itself.
const proves = /^(?:\/?link(?:\s+prove)?\s+)?["'`]*(MUNGE:[A-Za-z0-9+/=\s]+:)["'`]*$/i;

/** Reads `/link`, `/link MUNGE:…` and a plain `MUNGE:…`; undefined for any other line. */
export function readLinkLine(line: string): LinkLine | undefined {
  const text = line.normalize("NFKC").trim();
  if (begins.test(text)) return { kind: "begin" };
  const [, credential] = proves.exec(text) ?? [];
  return credential === undefined ? undefined : { kind: "prove", credential: credential.replaceAll(/\s+/g, "") };
}
