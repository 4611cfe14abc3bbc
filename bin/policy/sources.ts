import { statSync } from "node:fs";
import { dirname } from "node:path";
import { auditFile, auditFiles } from "../../protocol/audit/files.ts";
import { keepersOf } from "../audit/examine.ts";
import type { BinConfig } from "../config.ts";
import { reason } from "../doctor/finding.ts";
import { findPatient, type PatientChoice } from "../doctor/patient.ts";
import { ToldError } from "../kit/verb.ts";

/** The files of one audit, oldest first. */
export interface Source {
  readonly name: string;
  readonly files: readonly string[];
}

/**
 * The audits that are meant: a state folder's, the file that is written to with those before it, or an older file for
 * itself; those of this machine's programs where nothing is said. Throws a ToldError.
 */
export async function sourcesOf(paths: readonly string[], choice: PatientChoice, config: BinConfig): Promise<Source[]> {
  if (paths.length > 0) return paths.map(sourceOf);
  const keepers = await keepersOf(await findPatient(choice, config));
  return keepers.map(({ folder }) => sourceOf(folder));
}

function sourceOf(path: string): Source {
  try {
    if (statSync(path).isDirectory()) return { name: path, files: there(auditFiles(path)) };
    const folder = dirname(path);
    return { name: path, files: path === auditFile(folder) ? there(auditFiles(folder)) : [path] };
  } catch (cause) {
    throw new ToldError(`reading ${path}: ${reason(cause)}`, { cause });
  }
}

const there = (files: readonly string[]): string[] =>
  files.filter((file) => statSync(file, { throwIfNoEntry: false }) !== undefined);
