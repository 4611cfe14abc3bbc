/** Whom a message would notify. */
export interface Mentions {
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly everyone: boolean;
}

const escaped = /\\[^0-9A-Za-z\s]/y;
const fence = /```(?:[a-z0-9_+\-.#]+?\n)?\n*[^\n][\s\S]*?\n*```/iy;
const inlineCode = /(`+)([\s\S]*?[^`])\1(?!`)/y;

/**
 * What of a text is not code, as Discord's client reads Markdown from left to right: backslash escapes first, then
 * fences, then inline code. Code becomes one U+FFFC, and so does what is escaped unless `keepEscaped`.
 */
export function outsideCode(text: string, keepEscaped = false): string {
  let shown = "";
  for (let at = 0; at < text.length; ) {
    const escapeEnd = skip(escaped, text, at);
    const end = escapeEnd ?? skip(fence, text, at) ?? skip(inlineCode, text, at);
    if (end === undefined) shown += text.charAt(at);
    else shown += escapeEnd !== undefined && keepEscaped ? text.charAt(at + 1) : "\uFFFC";
    at = end ?? at + 1;
  }
  return shown;
}

/**
 * Whom these texts would notify, given `allowed` (the message's allowed_mentions).
 * https://docs.discord.com/developers/resources/message#allowed-mentions-object
 * A backslash before "@everyone" or "<@…>" does not count as an escape here, which errs on the strict side.
 */
export function mentionsIn(texts: readonly string[], allowed: unknown): Mentions {
  const text = texts.map((each) => outsideCode(each, true)).join("\n");
  const users = unique(text, /<@!?([0-9]{1,20})>/gu);
  const roles = unique(text, /<@&([0-9]{1,20})>/gu);
  const everyone = /@(?:everyone|here)/u.test(text);
  if (typeof allowed !== "object" || allowed === null) return { users, roles, everyone };
  const { parse, users: listed, roles: listedRoles } = allowed as Partial<Record<string, unknown>>;
  const parsed = Array.isArray(parse) ? parse : [];
  const only = (found: readonly string[], kind: string, list: unknown) =>
    parsed.includes(kind) ? found : found.filter((id) => Array.isArray(list) && list.includes(id));
  return {
    users: only(users, "users", listed),
    roles: only(roles, "roles", listedRoles),
    everyone: everyone && parsed.includes("everyone"),
  };
}

/** What Discord would make clickable in a text: addresses, also invites without a scheme, and references. */
export function linksIn(text: string): string[] {
  const shown = outsideCode(text);
  const found = [
    /(?:https?|steam|discord):\/\/[^\s<>\uFFFC]+/giu,
    /<(?:mailto|tel|sms):[^>\s]+>/giu,
    /discord(?:app)?\.(?:gg|com\/invite)\/[\w-]+/giu,
    /<(?:#[0-9]+|\/[^:>]+:[0-9]+|id:[a-z]+)>/giu,
  ];
  return [...new Set(found.flatMap((each) => [...shown.matchAll(each)].map(([whole]) => whole)))];
}

const unique = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? "")),
];

function skip(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
