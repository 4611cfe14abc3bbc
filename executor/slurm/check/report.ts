import { z } from "zod";
import { reportMark } from "./smoke.ts";

/** A line of a report is no longer than this, in characters. */
const longest = 16_384;

const clean = (text: string, limit: number): string =>
  text
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "")
    .trim()
    .slice(0, limit);
const words = (limit: number) =>
  z
    .string()
    .transform((text) => clean(text, limit) || null)
    .nullish()
    .transform((text) => text ?? null);
/** 12.4 or 12.4.1 as 12.4. */
const cudaVersion = z
  .string()
  .transform((text) => /^\d{1,2}\.\d{1,2}(?=\.|$)/u.exec(text)?.[0] ?? null)
  .nullish()
  .transform((text) => text ?? null);
const capability = z
  .string()
  .regex(/^\d{1,2}\.\d$/u)
  .nullable()
  .catch(null);
const gpus = z.array(z.object({ name: z.string().transform((text) => clean(text, 100)), capability })).max(16);

const fromPython = z.object({
  driver: words(40),
  driverCuda: cudaVersion,
  cuda: cudaVersion,
  gpus,
  framework: words(60),
  usable: z
    .boolean()
    .nullish()
    .transform((value) => value ?? null),
  python: words(40),
  architectures: z
    .array(z.string())
    .transform((all) => all.filter((one) => /^[a-z]{2,8}_\d{2,3}[a-z]?$/u.test(one)).slice(0, 40)),
  /** What cuInit returned: 0, or CUDA's own number of an error. */
  init: z
    .int()
    .nullish()
    .transform((value) => value ?? null),
  error: words(1_000),
});
const fromShell = z.object({
  shell: z.array(z.object({ driver: words(40), capability, name: z.string() })).max(16),
  cuda: cudaVersion,
});

/** What an image told of itself and of the node. */
export type Report = z.infer<typeof fromPython>;

/**
 * The report in what a check printed. Everything there is the image's own word: it is read for this one message, bound
 * in length, and free of whatever would change how a message looks. undefined: there is none that can be read.
 */
export function readReport(log: string): Report | undefined {
  const line = log
    .split(/\r?\n/u)
    .findLast((each) => each.startsWith(reportMark))
    ?.slice(reportMark.length);
  if (line === undefined || line.length > longest) return undefined;
  const json = parse(line);
  const python = fromPython.safeParse(json);
  if (python.success) return python.data;
  const shell = fromShell.safeParse(json);
  if (!shell.success) return undefined;
  const [first] = shell.data.shell;
  return {
    ...{ driver: first?.driver ?? null, driverCuda: null, cuda: shell.data.cuda, python: null },
    gpus: shell.data.shell.map(({ name, capability: found }) => ({ name: clean(name, 100), capability: found })),
    ...{ framework: null, usable: null, architectures: [], init: null, error: null },
  };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
