import type { z } from "zod";
import type { stepStateSchema } from "../../protocol/messages.ts";
import type { Chart } from "./chart.ts";

export type Language = "ja" | "en";
/** A text in both languages. */
export type Text = Readonly<Record<Language, string>>;

export type StepState = z.infer<typeof stepStateSchema>;

/** A button carries a whole command line that is dispatched for the person whom the message was for. */
export interface Button {
  readonly label: string;
  readonly line: string;
  readonly style?: "primary" | "danger";
}

/** What a person is shown, without any platform's form: surfaces render it. All words already in one language. */
export interface Reply {
  readonly tone: "done" | "working" | "refused" | "failed" | "question" | "information" | "unknown";
  readonly title: string;
  /** Paragraphs; plain words. */
  readonly text?: readonly string[];
  readonly steps?: readonly { readonly label: string; readonly state: StepState }[];
  readonly fields?: readonly { readonly label: string; readonly value: string }[];
  /** One list entry a line; a table that fits 40 columns is made by the surface from `cells`. */
  readonly list?: readonly { readonly title: string; readonly cells: readonly string[] }[];
  /** Something to copy: shown in a fixed-width font, exactly as it is. */
  readonly code?: string;
  readonly buttons?: readonly Button[];
  readonly file?: { readonly name: string; readonly content: string };
  /** How something went on until now: a picture beside the message. */
  readonly chart?: Chart;
  /** private: only the person sees it, whatever the place; place: everyone where it was typed. */
  readonly privacy: "private" | "place";
  /** Small print: age of an answer, job number, elapsed time. */
  readonly footer?: string;
  /** Whom a message in a channel calls, by the ids of the platform that it is for. Nothing that anybody typed. */
  readonly mentions?: readonly string[];
}
