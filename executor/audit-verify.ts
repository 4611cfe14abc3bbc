import { readFile } from "node:fs/promises";
import { type ChainCheck, checkChain } from "../protocol/chain.ts";

/** Checks the hash chain of an audit file; a last line that a crash cut short is tolerated. Throws if unreadable. */
export async function verifyAudit(path: string): Promise<ChainCheck> {
  try {
    return checkChain(await readFile(path, "utf8"));
  } catch (cause) {
    throw new Error(`reading the audit file ${path}`, { cause });
  }
}
