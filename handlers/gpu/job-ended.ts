import type { GpuEnd } from "../../protocol/actions/gpu.ts";
import type { Context } from "../kit/ports.ts";
import type { Button, Reply } from "../kit/reply.ts";
import { durationText } from "../kit/text.ts";
import { adviceShown } from "./advice.ts";
import { words } from "./job.words.ts";

/** So many lines and characters of a log's end are shown; the rest is in the file. */
const [shownLines, shownCharacters] = [15, 1_200];

/** How a job ended, what it last said, and what to do about it. */
export function endedReply(end: GpuEnd, { language }: Pick<Context, "language">): Reply {
  const { state, name, exitCode, signal, nodes, elapsedSeconds, gpuSeconds, job, log, notes, reason } = end;
  const advice = end.advice.map((one) => adviceShown(one, end, language));
  const tail = tailOf(log?.text ?? "");
  const fields: readonly (readonly [label: string, value: string | null])[] = [
    [words.exit[language], exitCode === null ? null : String(exitCode)],
    [words.signal[language], signal === null ? null : String(signal)],
    [words.elapsed[language], durationText(elapsedSeconds * 1_000, language)],
    [words.hours[language], gpuSeconds === 0 ? null : (gpuSeconds / 3_600).toFixed(2)],
    [words.node[language], nodes],
    [words.number[language], String(job)],
    [words.log[language], log?.path ?? null],
  ];
  const buttons = advice.flatMap(({ button }): readonly Button[] => (button === undefined ? [] : [button]));
  return {
    tone:
      state === "completed"
        ? "done"
        : state === "cancelled"
          ? "information"
          : state === "unknown"
            ? "unknown"
            : "failed",
    title: words.states[state][language](name),
    text: [
      ...advice.map(({ text }) => text),
      ...notes.slice(0, 12).map(({ code, text = "" }) => words.notes[code][language](text)),
      ...(log === null && state !== "cancelled" ? [words.noLog[language]] : []),
    ],
    fields: fields.flatMap(([label, value]) => (value === null ? [] : [{ label, value }])),
    ...(tail === "" ? {} : { code: tail }),
    ...(buttons.length === 0 ? {} : { buttons: buttons.filter(isFirst).slice(0, 4) }),
    ...(log === null || log.text === "" ? {} : { file: { name: `gpu-${job}.log`, content: log.text } }),
    privacy: "private",
    ...(reason === null ? {} : { footer: reason }),
  };
}

const isFirst = ({ line }: Button, index: number, all: readonly Button[]): boolean =>
  all.findIndex((other) => other.line === line) === index;

const tailOf = (text: string): string =>
  text.trimEnd().split("\n").slice(-shownLines).join("\n").slice(-shownCharacters);
