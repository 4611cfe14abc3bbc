import { basename, dirname, extname } from "node:path";
import { type GpuWork, type ScriptNote, scriptMaxBytes } from "../../../protocol/actions/gpu.ts";
import { accepted, type Outcome, refuse, refused } from "../../../protocol/refusal.ts";
import type { HomeOf } from "../home.ts";
import { logFolder } from "../log.ts";
import type { Running } from "./batch.ts";
import { type Directives, type Option, readDirectives } from "./directives.ts";
import { mendScript } from "./mend.ts";

/** What will run, and what has to be written for it. */
export interface Placed {
  readonly running: Running;
  /** Where it runs. */
  readonly folder: string;
  /** Written before: below the home, in base64; null: it lies there as it is. */
  readonly write: { readonly path: string; readonly base64: string } | null;
  readonly notes: readonly ScriptNote[];
  readonly directives: Omit<Directives, "notes">;
}

/** Looks at what is to run; changes nothing. Refused: gpu.script_missing, gpu.script_large. */
export async function placeWork(
  work: GpuWork,
  { home, path, grant, typed }: { home: HomeOf; path: string; grant: string; typed: ReadonlySet<Option> },
): Promise<Outcome<Placed>> {
  if (work.kind === "command") {
    const running = { kind: "command", command: work.command } as const;
    return accepted({ running, folder: path, write: null, notes: [], directives: { asked: {} } });
  }
  let content: Buffer;
  if (work.kind === "attached") content = Buffer.from(work.base64, "base64");
  else {
    const found = await home.stat(work.path);
    if (found?.kind !== "f") return refused(refuse("gpu.script_missing", { path: `~/${work.path}`.slice(0, 200) }));
    if (found.bytes > scriptMaxBytes)
      return refused(refuse("gpu.script_large", { request: found.bytes, limit: scriptMaxBytes }));
    content = await home.read(work.path, scriptMaxBytes);
  }
  const mended = mendScript(content);
  const { notes, ...directives } = readDirectives(mended.content, typed);
  const name = basename(work.kind === "attached" ? work.name : work.path);
  const isAsItWas = work.kind === "path" && mended.content.equals(content);
  const copy = `${logFolder}/${grant.slice(0, 9)}-${plain(name)}`;
  const folder = work.kind === "path" && work.path.includes("/") ? `${path}/${dirname(work.path)}` : path;
  return accepted({
    running: {
      kind: "script",
      file: isAsItWas ? `${path}/${work.path}` : `${path}/${copy}`,
      interpreter: interpreterOf(name, mended.content),
      besides: work.kind === "path" && !isAsItWas ? folder : null,
    },
    folder,
    write: isAsItWas ? null : { path: copy, base64: mended.content.toString("base64") },
    notes: [...mended.notes, ...notes],
    directives,
  });
}

/** A name of any language; at most 200 bytes with what comes before it. */
function plain(name: string): string {
  const bare = name.replaceAll(/[\p{C}/\\]/gu, "").replace(/^\.+/u, "");
  const end = extname(bare).slice(0, 10);
  const start = bare.slice(0, Math.min(50, bare.length - end.length)).replaceAll(/\p{Cs}/gu, "");
  return `${start}${end}`;
}

function interpreterOf(name: string, content: Buffer): "python" | "shell" {
  if (/\.py$/iu.test(name)) return "python";
  const [first = ""] = content.subarray(0, 200).toString("latin1").split("\n", 1);
  return first.startsWith("#!") && first.includes("python") ? "python" : "shell";
}
