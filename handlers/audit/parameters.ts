import type { InputOf } from "../../protocol/action.ts";
import { type auditOwn, auditResults } from "../../protocol/actions/audit.ts";
import { accepted, type Outcome } from "../../protocol/refusal.ts";
import type { Parameter, Values } from "../kit/definition.ts";
import { anyHost, hostNamed } from "../kit/directory.ts";
import type { Context } from "../kit/ports.ts";
import type { Button, Text } from "../kit/reply.ts";
import { readSince } from "../kit/since.ts";
import { sharedWords } from "./shared.words.ts";

/** So many lines unless more are asked for. */
const usualLimit = 20;

export const sinceParameter: Parameter = {
  name: "since",
  kind: "text",
  place: "option",
  required: false,
  text: sharedWords.since,
};
export const limitParameter: Parameter = {
  name: "limit",
  kind: "integer",
  place: "option",
  required: false,
  text: sharedWords.limit,
  minimum: 1,
  maximum: 100,
};
export const wordsParameter = (text: Text): Parameter => ({
  name: "words",
  kind: "text",
  place: "positional",
  required: false,
  text,
  many: true,
});
export const personParameter = (text: Text): Parameter => ({
  name: "person",
  kind: "word",
  place: "option",
  required: false,
  text,
});

export interface Span {
  readonly since?: number;
  readonly limit: number;
}

/** From when on, and how many. */
export function spanIn(values: Values, context: Context): Outcome<Span> {
  const { since, limit } = values;
  const most = { limit: typeof limit === "number" ? limit : usualLimit };
  if (typeof since !== "string") return accepted(most);
  const read = readSince(since, context);
  return read.ok ? accepted({ since: read.value, ...most }) : read;
}

/** Each word for itself, at most ten of them. */
export const wordsIn = ({ words }: Values): string[] =>
  typeof words === "string"
    ? words
        .split(/\s+/u)
        .filter(Boolean)
        .slice(0, 10)
        .map((word) => word.slice(0, 100))
    : [];

/**
 * A time as a day that begins before it in every zone (they are up to 12 hours behind): the line may find somewhat more
 * than it did before, never less.
 */
export const sinceText = (since: number | undefined): string | undefined =>
  since === undefined ? undefined : new Date(since - 12 * 3_600_000).toISOString().slice(0, 10);

export const resultParameter = (text: Text): Parameter => ({
  name: "result",
  kind: "word",
  place: "option",
  required: false,
  text,
  choices: ["done", "refused", "failed", "cancelled", "not-run"],
  aliases: [
    ["完了", "done"],
    ["拒否", "refused"],
    ["失敗", "failed"],
    ["取り消し", "cancelled"],
    ["実行せず", "not-run"],
    ["not_run", "not-run"],
  ],
});

type Result = NonNullable<InputOf<typeof auditOwn>["result"]>;
const results: ReadonlyMap<unknown, Result> = new Map(auditResults.map((name) => [name.replace("_", "-"), name]));

export function resultIn({ result }: Values): { readonly result?: Result } {
  const found = results.get(result);
  return found === undefined ? {} : { result: found };
}

/** The host that is asked: the one that was named, else the first that answers. */
export function hostAsked(values: Values, context: Context): Outcome<string> {
  const { host } = values;
  if (typeof host === "string") {
    const named = hostNamed(context, host);
    return named.ok ? accepted(named.value.host) : named;
  }
  const hosts = anyHost(context);
  return hosts.ok ? accepted(hosts.value[0]?.host ?? "") : hosts;
}

/** The same question for each of the hosts that were not asked. */
export const otherHosts = (asked: string, line: (host: string) => string, { directory }: Context): Button[] =>
  directory
    .hosts()
    .filter(({ host, silent }) => host !== asked && !silent)
    .slice(0, 4)
    .map(({ host }) => ({ label: host, line: line(host) }));
